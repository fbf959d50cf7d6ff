package org.weerwoord.classifiers.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;

class TrainingParametersTest {

  private static final TrainingParameters DEFAULTS = TrainingParameters.defaults();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 0.2 | 30 | 1 | Folds must be at least 2, but is 1
          2 | 0   | 30 | 1 | Act share must be between 0 and 1, but is 0.0
          2 | 1   | 30 | 1 | Act share must be between 0 and 1, but is 1.0
          2 | NaN | 30 | 1 | Act share must be between 0 and 1, but is NaN
          2 | 0.2 | 0  | 1 | Iterations must be at least 1, but is 0
          2 | 0.2 | 30 | 0 | Training partitions must be at least 1, but is 0
          """)
  void refusesWhatTheCommandLineMayNotChoose(
      int folds, double actShare, int iterations, int partitions, String message) {
    assertThatThrownBy(() -> DEFAULTS.with(folds, 1, actShare, 0.1, iterations, partitions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0.5  | 0.5 | 0    | 0   | 0        | 1 | Least frequency must be at least 1, but is 0
          1 | -0.1 | 0.5 | 0    | 0   | 0        | 1 | Balance must be between 0 and 1, but is -0.1
          1 | 0.5  | 1.1 | 0    | 0   | 0        | 1 | Context balance must be between 0 and 1, but is 1.1
          1 | 0.5  | 0.5 | -1   | 0   | 0        | 1 | Statement regularisation must be finite and at least 0, but is -1.0
          1 | 0.5  | 0.5 | 0    | NaN | 0        | 1 | Context regularisation must be finite and at least 0, but is NaN
          1 | 0.5  | 0.5 | 0    | 0   | Infinity | 1 | Calibration regularisation must be finite and at least 0, but is Infinity
          1 | 0.5  | 0.5 | 0    | 0   | 0        | 0 | Parallelism must be at least 1, but is 0
          """)
  void refusesNumbersOutOfTheirRange(
      int leastFrequency,
      double balance,
      double contextBalance,
      double statementRegularisation,
      double contextRegularisation,
      double calibrationRegularisation,
      int parallelism,
      String message) {
    assertThatThrownBy(
            () ->
                new TrainingParameters(
                    2,
                    1,
                    leastFrequency,
                    balance,
                    contextBalance,
                    0.2,
                    0.2,
                    statementRegularisation,
                    contextRegularisation,
                    calibrationRegularisation,
                    1,
                    1,
                    parallelism,
                    Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void keepsTheRestWhenSomeParametersChange() {
    TrainingParameters changed = DEFAULTS.with(3, 7, 0.3, 0.1, 9, 2);

    assertThat(changed.folds()).isEqualTo(3);
    assertThat(changed.seed()).isEqualTo(7);
    assertThat(changed.actShare()).isEqualTo(0.3);
    assertThat(changed.counterShare()).isEqualTo(0.1);
    assertThat(changed.iterations()).isEqualTo(9);
    assertThat(changed.partitions()).isEqualTo(2);
    assertThat(
            changed.with(
                DEFAULTS.folds(),
                DEFAULTS.seed(),
                DEFAULTS.actShare(),
                DEFAULTS.counterShare(),
                DEFAULTS.iterations(),
                DEFAULTS.partitions()))
        .isEqualTo(DEFAULTS);
    assertThat(DEFAULTS.withFamilies(Set.of(FeatureFamily.CUES)).families())
        .containsExactly(FeatureFamily.CUES);
    assertThat(DEFAULTS.withFamilies(DEFAULTS.families())).isEqualTo(DEFAULTS);
  }

  @Test
  void doesNotSeeLaterChangesOfTheFamilies() {
    Set<FeatureFamily> families = EnumSet.of(FeatureFamily.WORDS);
    TrainingParameters parameters = DEFAULTS.withFamilies(families);
    families.clear();

    assertThat(parameters.families()).containsExactly(FeatureFamily.WORDS);
  }

  @Test
  void dealsArticlesIntoAllFoldsBySeed() {
    Set<Integer> folds = new HashSet<>();
    int moved = 0;
    TrainingParameters other = DEFAULTS.with(DEFAULTS.folds(), 43, 0.2, 0.1, 1, 1);
    for (int i = 0; i < 200; i++) {
      String id = "part" + i + "-001";
      folds.add(DEFAULTS.fold(id));
      assertThat(DEFAULTS.fold(id)).isEqualTo(DEFAULTS.fold("part" + i + "-002"));
      moved += DEFAULTS.fold(id) == other.fold(id) ? 0 : 1;
    }

    assertThat(folds)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, DEFAULTS.folds()).boxed().toList());
    assertThat(moved).isPositive();
  }

  @Test
  void drawsArticlesEvenlyAndBySeed() {
    for (double share : new double[] {0.25, 0.5, 0.75}) {
      assertThat(drawn(DEFAULTS, share))
          .as("share %s of 1000", share)
          .isBetween(share - 0.05, share + 0.05);
    }
    TrainingParameters other = DEFAULTS.with(4, 1, 0.17, 0.08, 60, 1);
    assertThat(IntStream.range(0, 1000).mapToObj(i -> "nl-a-" + i))
        .anyMatch(id -> DEFAULTS.draw(id) < 0.5 != other.draw(id) < 0.5);
  }

  private static double drawn(TrainingParameters parameters, double share) {
    return IntStream.range(0, 1000)
            .filter(
                i -> parameters.draw("%s-%d".formatted(i % 2 == 0 ? "nl-a" : "de-b", i)) < share)
            .count()
        / 1000.0;
  }
}
