package org.weerwoord.jobs.output;

import java.io.IOException;

/** The output folder holds earlier results, and the mode {@link WriteMode#ERROR} forbids that. */
public final class OutputExistsException extends IOException {
  OutputExistsException(String path) {
    super(
        "Output "
            + path
            + " already exists and is not empty. Use --mode overwrite or append, or another --output.");
  }
}
