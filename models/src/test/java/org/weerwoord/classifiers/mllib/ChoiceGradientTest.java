package org.weerwoord.classifiers.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.junit.jupiter.api.Test;

class ChoiceGradientTest {

  private static final int FEATURES = 3;

  /** Rows of three features and whether the candidate is right: two of four are. */
  private static final Vector CHOICE =
      Vectors.sparse(16, new int[] {0, 3, 4, 5, 9, 11, 14}, new double[] {1, 1, 1, 2, 1, 1, 1});

  private static final double WEIGHT = 2;

  private final ChoiceGradient loss = new ChoiceGradient(FEATURES);

  @Test
  void losesTheLogarithmOfTheShareOfTheRightCandidates() {
    double[] gradient = new double[FEATURES];

    double found = loss.compute(CHOICE, WEIGHT, Vectors.zeros(FEATURES), Vectors.dense(gradient));

    assertThat(found).isCloseTo(WEIGHT * Math.log(2), within(1e-12));
  }

  @Test
  void hasTheSlopeOfItsLossAndAddsToWhatIsThere() {
    double[] ranking = {0.3, -0.7, 1.1};
    double[] gradient = {5, 5, 5};

    loss.compute(CHOICE, WEIGHT, Vectors.dense(ranking), Vectors.dense(gradient));

    double step = 1e-6;
    for (int i = 0; i < FEATURES; i++) {
      double[] up = ranking.clone();
      double[] down = ranking.clone();
      up[i] += step;
      down[i] -= step;
      double slope = (lossAt(up) - lossAt(down)) / (2 * step);
      assertThat(gradient[i] - 5).isCloseTo(slope, within(1e-6)).isNotZero();
    }
  }

  private double lossAt(double[] ranking) {
    return loss.compute(
        CHOICE, WEIGHT, Vectors.dense(ranking), Vectors.dense(new double[FEATURES]));
  }
}
