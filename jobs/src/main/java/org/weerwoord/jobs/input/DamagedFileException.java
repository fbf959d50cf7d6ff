package org.weerwoord.jobs.input;

import java.io.IOException;

/**
 * The content of a file is not what its name says or is cut off, however often it is read. Other
 * failures to read may be its store's, and pass.
 */
final class DamagedFileException extends IOException {

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
