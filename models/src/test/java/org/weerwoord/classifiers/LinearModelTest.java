package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearModelTest {

  @Test
  void turnsScoresIntoProbabilities() {
    float[] weights = {1, 0, 0, 0, 0, 2, 0, 0};
    double[] intercepts = {0, 0, 0, 1};

    double[] probabilities =
        new LinearModel(weights, intercepts).probabilities(new double[] {3, 1});

    double sum = Math.exp(3) + Math.exp(2) + 1 + Math.exp(1);
    assertThat(probabilities)
        .containsExactly(
            new double[] {Math.exp(3) / sum, Math.exp(2) / sum, 1 / sum, Math.exp(1) / sum},
            within(1e-12));
  }

  @Test
  void dependsOnTheInterceptsAloneWithoutFeatures() {
    LinearModel model = new LinearModel(new float[0], new double[] {5, 5, 5, 5});

    assertThat(model.features()).isZero();
    assertThat(model.probabilities(new double[0])).containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 100, 1e6, 1e300})
  void givesNoProbabilityOfZeroHoweverFarTheScoresLieApart(double score) {
    LinearModel model = new LinearModel(new float[] {1, -1, 0, 0}, new double[4]);

    double[] probabilities = model.probabilities(new double[] {score});

    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(probabilities).allMatch(p -> p > 0 && p <= 1)).isTrue();
    assertThat(probabilities[0]).isGreaterThan(probabilities[2]);
  }

  @Test
  void startsEachSumAfresh() {
    LinearModel model = new LinearModel(new float[] {1, 2, 3, 4}, new double[] {1, 2, 3, 4});

    model.add(model.start(), 0, 10);

    assertThat(model.start()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void refusesWeightsThatAreNotFourAFeature() {
    assertThatThrownBy(() -> new LinearModel(new float[7], new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A linear model needs 4 weights a feature and 4 intercepts, but has 7 weights and 4"
                + " intercepts");
  }

  @Test
  void refusesInterceptsThatAreNotFour() {
    assertThatThrownBy(() -> new LinearModel(new float[8], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A linear model needs 4 weights a feature and 4 intercepts, but has 8 weights and 3"
                + " intercepts");
  }
}
