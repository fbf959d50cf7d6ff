package org.weerwoord.classifiers.dl4j;

import java.util.Locale;

/** Kinds of inputs of a statement that a {@link SequenceModel} may read or leave out. */
public enum InputGroup {
  /** The mean state after the encoder's untouched layers. */
  VECTOR,
  /** The logits of the encoder's tuned layers. */
  LOGITS,
  /** The context features and probabilities of the fast classifier. */
  FAST;

  /** Returns the name as people read it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
