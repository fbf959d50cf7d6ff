package org.weerwoord.jobs;

/** Says what is wrong with the records of an input, such as too many that can't be read. */
final class BadInputException extends RuntimeException {

  BadInputException(String message) {
    super(message);
  }

  BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
