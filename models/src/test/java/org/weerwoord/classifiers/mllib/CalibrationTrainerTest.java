package org.weerwoord.classifiers.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.weerwoord.LocalSpark;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.text.StatementLabel;

class CalibrationTrainerTest {

  private static final double ACT_SHARE = 0.2;
  private static final double COUNTER_SHARE = 0.1;

  /** Held-out statements of each label. */
  private static final int[] COUNTS = {60, 40, 30, 170};

  /**
   * What a statement of each label must weigh. The 100 accusations and denials are 90 % of the
   * acts, so that there are 111.11 acts, of which 11.11 are counter-accusations; and these are 20 %
   * of all, so that 444.44 have none.
   */
  private static final double[] WEIGHTS = {1, 1, 100 / 9.0 / 30, 4000 / 9.0 / 170};

  private static final List<HeldOut> STATEMENTS = statements();

  private static SparkSession spark;
  private static CalibrationTrainer.Result result;

  @BeforeAll
  static void calibrate() {
    spark = LocalSpark.start();
    result = fit(STATEMENTS);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** As the likelihood equations of intercepts demand that are not penalised. */
  @Test
  void probabilitiesHaveTheExpectedShares() {
    double[] shares = new double[4];
    double all = 0;
    for (HeldOut statement : STATEMENTS) {
      double weight = WEIGHTS[statement.label()];
      double[] calibrated = calibrated(result.calibration(), statement);
      for (int label = 0; label < 4; label++) {
        shares[label] += weight * calibrated[label];
      }
      all += weight;
    }

    double acts = 100 / (1 - COUNTER_SHARE);
    assertThat(all).isCloseTo(acts / ACT_SHARE, within(1e-9));
    assertThat(shares[StatementLabel.NONE.ordinal()] / all).isCloseTo(1 - ACT_SHARE, within(1e-3));
    assertThat(shares[StatementLabel.COUNTER_ACCUSATION.ordinal()] / all)
        .isCloseTo(ACT_SHARE * COUNTER_SHARE, within(1e-3));
    assertThat(shares[StatementLabel.ACCUSATION.ordinal()] / all).isCloseTo(60 / all, within(1e-3));
    assertThat(shares[StatementLabel.DENIAL.ordinal()] / all).isCloseTo(40 / all, within(1e-3));
  }

  @Test
  void probabilitiesFitTheLabelsBetterThanBefore() {
    double before = 0;
    double after = 0;
    for (HeldOut statement : STATEMENTS) {
      int label = statement.label();
      before -= WEIGHTS[label] * Math.log(statement.probabilities()[label]);
      after -= WEIGHTS[label] * Math.log(calibrated(result.calibration(), statement)[label]);
    }

    assertThat(after).isLessThan(0.9 * before);
  }

  @Test
  void choosesTheThresholdWithTheHighestMacroF1OfTheWeightedStatements() {
    double[] best = new double[4];
    double bestThreshold = -1;
    for (int i = 0; i < 100; i++) {
      double[] f1 = f1(i / 100.0);
      if (mean(f1) > mean(best) + 1e-12) {
        best = f1;
        bestThreshold = i / 100.0;
      }
    }

    assertThat(result.scores().bestThreshold()).isEqualTo(bestThreshold);
    assertThat(result.scores().f1()).containsExactly(best, within(1e-9));
    assertThat(result.scores().macroF1()).isCloseTo(mean(best), within(1e-9));
  }

  /** Counted as in the definition of F1, with weights instead of ones. */
  private static double[] f1(double threshold) {
    double[] right = new double[4];
    double[] found = new double[4];
    double[] there = new double[4];
    for (HeldOut statement : STATEMENTS) {
      int label = statement.label();
      int decided =
          StackedClassifier.decide(calibrated(result.calibration(), statement), threshold)
              .ordinal();
      there[label] += WEIGHTS[label];
      found[decided] += WEIGHTS[label];
      right[label] += decided == label ? WEIGHTS[label] : 0;
    }
    double[] f1 = new double[4];
    for (int label = 0; label < 4; label++) {
      f1[label] = 2 * right[label] / (there[label] + found[label]);
    }
    return f1;
  }

  @Test
  void aFewStatementsMoreOfALabelDoNotChangeItsShare() {
    List<HeldOut> more = new ArrayList<>(STATEMENTS);
    for (HeldOut statement : STATEMENTS) {
      if (statement.label() == StatementLabel.NONE.ordinal()
          || statement.label() == StatementLabel.COUNTER_ACCUSATION.ordinal()) {
        more.add(statement);
      }
    }
    LinearModel calibration = fit(more).calibration();

    for (HeldOut statement : STATEMENTS.subList(50, 70)) {
      assertThat(calibrated(calibration, statement))
          .containsExactly(calibrated(result.calibration(), statement), within(1e-3));
    }
  }

  private static double[] calibrated(LinearModel calibration, HeldOut statement) {
    return calibration.probabilities(StackedClassifier.logarithms(statement.probabilities()));
  }

  private static double mean(double[] values) {
    return (values[0] + values[1] + values[2] + values[3]) / 4;
  }

  private static CalibrationTrainer.Result fit(List<HeldOut> statements) {
    TrainingParameters parameters =
        new TrainingParameters(
            2,
            1,
            1,
            0,
            0,
            ACT_SHARE,
            COUNTER_SHARE,
            0,
            0,
            0,
            200,
            1,
            1,
            Set.of(FeatureFamily.values()));
    return new CalibrationTrainer(spark, parameters)
        .fit(JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(statements, 1));
  }

  /** Returns statements of a classifier that is often right but too sure of itself. */
  private static List<HeldOut> statements() {
    Random random = new Random(1);
    List<HeldOut> statements = new ArrayList<>();
    for (int label = 0; label < 4; label++) {
      for (int i = 0; i < COUNTS[label]; i++) {
        double[] scores = new double[4];
        for (int other = 0; other < 4; other++) {
          scores[other] = 3 * random.nextGaussian() + (other == label ? 4 : 0);
        }
        statements.add(new HeldOut(label, LinearModel.softmax(scores)));
      }
    }
    return statements;
  }
}
