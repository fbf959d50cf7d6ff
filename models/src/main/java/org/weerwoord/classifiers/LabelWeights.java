package org.weerwoord.classifiers;

import java.util.Arrays;

/** Weights of a statement of each label in the loss of a training. */
public final class LabelWeights {

  private LabelWeights() {}

  /**
   * Returns weights that make the labels count alike at balance 1 and as they come at balance 0.
   *
   * @param support number of statements of each label
   * @param balance in [0,1]
   */
  public static double[] of(long[] support, double balance) {
    double total = Arrays.stream(support).asDoubleStream().sum();
    double[] weights = new double[support.length];
    for (int label = 0; label < weights.length; label++) {
      weights[label] =
          Math.pow(total / (weights.length * (double) Math.max(1, support[label])), balance);
    }
    return weights;
  }
}
