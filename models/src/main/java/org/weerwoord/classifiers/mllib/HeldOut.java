package org.weerwoord.classifiers.mllib;

import java.io.Serializable;

/** A statement as a model saw it that had not learnt from it. */
public final class HeldOut implements Serializable {

  private final int label;
  private final double[] probabilities;

  /**
   * @param label ordinal of its {@link org.weerwoord.text.StatementLabel}
   * @param probabilities of the labels, in their order
   */
  public HeldOut(int label, double[] probabilities) {
    this.label = label;
    this.probabilities = probabilities;
  }

  int label() {
    return label;
  }

  double[] probabilities() {
    return probabilities;
  }
}
