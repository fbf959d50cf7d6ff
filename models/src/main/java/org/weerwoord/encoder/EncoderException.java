package org.weerwoord.encoder;

/** Says why an encoder can't be used, and what to do. */
public final class EncoderException extends RuntimeException {

  public EncoderException(String message) {
    super(message);
  }

  public EncoderException(String message, Throwable cause) {
    super(message, cause);
  }
}
