package org.weerwoord.jobs.input;

/**
 * An input that can't be read as asked. The message names the input, the rule that it breaks, the
 * value given and what to do.
 */
public final class InputException extends RuntimeException {

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
