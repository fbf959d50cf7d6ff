package org.weerwoord.classifiers;

import java.io.Serializable;
import org.weerwoord.text.StatementLabel;

/**
 * A multinomial logistic regression: four scores, one a label in the order of {@link
 * StatementLabel}, linear in the features.
 */
public final class LinearModel implements Serializable {

  private static final int LABELS = StatementLabel.COUNT;

  /**
   * The weights of feature i stand at {@code 4 * i} and after, so that a feature is one cache line.
   */
  private final float[] weights;

  private final double[] intercepts;

  /**
   * @param weights of each feature for the four labels, {@code 4 * features} long
   * @param intercepts of the four labels
   */
  public LinearModel(float[] weights, double[] intercepts) {
    if (weights.length % LABELS != 0 || intercepts.length != LABELS) {
      throw new IllegalArgumentException(
          "A linear model needs 4 weights a feature and 4 intercepts, but has "
              + weights.length
              + " weights and "
              + intercepts.length
              + " intercepts");
    }
    this.weights = weights;
    this.intercepts = intercepts;
  }

  /** Returns the number of features. */
  public int features() {
    return weights.length / LABELS;
  }

  float weight(int feature, int label) {
    return weights[LABELS * feature + label];
  }

  /** Returns the scores before any feature is added. */
  double[] start() {
    return intercepts.clone();
  }

  void add(double[] scores, int feature, double value) {
    int at = LABELS * feature;
    for (int label = 0; label < LABELS; label++) {
      scores[label] += value * weights[at + label];
    }
  }

  /** Returns the probabilities of the labels for dense features. */
  public double[] probabilities(double[] features) {
    double[] scores = start();
    for (int feature = 0; feature < features.length; feature++) {
      add(scores, feature, features[feature]);
    }
    return softmax(scores);
  }

  public float[] weights() {
    return weights;
  }

  public double[] intercepts() {
    return intercepts;
  }

  /** Turns scores into probabilities, in place; none is 0, so that logarithms are finite. */
  public static double[] softmax(double[] scores) {
    double maximum = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      maximum = Math.max(maximum, score);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.max(Math.exp(scores[i] - maximum), 1e-9);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
    return scores;
  }
}
