package org.weerwoord.jobs.output;

import java.io.IOException;

/** What is at the output path can't stand beside the rows of a run. */
public final class OutputConflictException extends IOException {
  OutputConflictException(String message) {
    super(message);
  }
}
