package org.weerwoord.classifiers.mllib;

import java.io.Serializable;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.text.StatementLabel;

/** Confusion matrices of held-out statements at each of a row of thresholds. */
public final class CrossValidation implements Serializable {

  private static final int LABELS = StatementLabel.COUNT;

  /** counts[threshold][true label][label decided on] */
  private final long[][][] counts;

  private final double[] weights;

  /**
   * @param weights of a statement of each label in the scores
   */
  CrossValidation(int thresholds, double[] weights) {
    this.weights = weights.clone();
    counts = new long[thresholds][LABELS][LABELS];
  }

  CrossValidation add(int label, double[] probabilities) {
    for (int i = 0; i < counts.length; i++) {
      counts[i][label][StackedClassifier.decide(probabilities, threshold(i)).ordinal()]++;
    }
    return this;
  }

  CrossValidation merge(CrossValidation other) {
    for (int i = 0; i < counts.length; i++) {
      for (int row = 0; row < LABELS; row++) {
        for (int column = 0; column < LABELS; column++) {
          counts[i][row][column] += other.counts[i][row][column];
        }
      }
    }
    return this;
  }

  /** Returns the threshold with the highest macro-F1; the lowest of equal ones. */
  public double bestThreshold() {
    return threshold(best());
  }

  /** Returns the F1 of each label at the best threshold, in the order of {@link StatementLabel}. */
  public double[] f1() {
    return f1(counts[best()]);
  }

  /** Returns the mean of the labels' F1 at the best threshold. */
  public double macroF1() {
    return mean(f1());
  }

  private int best() {
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      if (mean(f1(counts[i])) > mean(f1(counts[best]))) {
        best = i;
      }
    }
    return best;
  }

  private double threshold(int i) {
    return (double) i / counts.length;
  }

  private double[] f1(long[][] matrix) {
    double[] f1 = new double[LABELS];
    for (int label = 0; label < LABELS; label++) {
      double right = weight(label) * matrix[label][label];
      double sum = 0;
      for (int other = 0; other < LABELS; other++) {
        sum += weight(label) * matrix[label][other] + weight(other) * matrix[other][label];
      }
      f1[label] = sum == 0 ? 0 : 2 * right / sum;
    }
    return f1;
  }

  private double weight(int label) {
    return weights[label];
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
