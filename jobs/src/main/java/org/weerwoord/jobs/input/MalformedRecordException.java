package org.weerwoord.jobs.input;

/** A record that breaks its format; the message says how, for the quarantine. */
final class MalformedRecordException extends Exception {

  MalformedRecordException(String message) {
    super(message);
  }

  MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
