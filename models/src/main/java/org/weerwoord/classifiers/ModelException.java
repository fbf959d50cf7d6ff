package org.weerwoord.classifiers;

/** Says why a model can't be used, and what to do. */
public final class ModelException extends RuntimeException {

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
