package org.weerwoord.classifiers.mllib;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.text.StatementLabel;

/**
 * Calibrates a classifier's probabilities on statements that it has not learnt from, and chooses
 * its threshold. Statements are weighted so that acts, and counter-accusations among them, have the
 * shares that are expected of the texts to be labelled.
 */
public final class CalibrationTrainer {

  private static final int LABELS = StatementLabel.COUNT;
  private static final int THRESHOLDS = 100;

  private static final StructType EXAMPLES =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private final SparkSession spark;
  private final TrainingParameters parameters;

  public CalibrationTrainer(SparkSession spark, TrainingParameters parameters) {
    this.spark = spark;
    this.parameters = parameters;
  }

  /**
   * A calibration and what it is worth.
   *
   * @param calibration of the logarithms of probabilities
   * @param scores of the calibrated probabilities, at each threshold
   */
  public record Result(LinearModel calibration, CrossValidation scores) {}

  /** Fits a calibration. */
  public Result fit(JavaRDD<HeldOut> statements) {
    statements.cache();
    double[] weights = shareWeights(statements);
    Dataset<Row> examples =
        spark
            .createDataFrame(
                statements.map(
                    statement ->
                        RowFactory.create(
                            (double) statement.label(),
                            weights[statement.label()],
                            Vectors.dense(
                                StackedClassifier.logarithms(statement.probabilities())))),
                EXAMPLES)
            .persist();
    LinearModel calibration =
        LogisticFit.fit(
            examples, parameters.calibrationRegularisation(), true, parameters.iterations());
    examples.unpersist();
    CrossValidation scores =
        statements.treeAggregate(
            new CrossValidation(THRESHOLDS, weights),
            (sum, statement) ->
                sum.add(
                    statement.label(),
                    calibration.probabilities(
                        StackedClassifier.logarithms(statement.probabilities()))),
            CrossValidation::merge);
    statements.unpersist();
    return new Result(calibration, scores);
  }

  /** Returns weights of the labels that give them the expected shares. */
  private double[] shareWeights(JavaRDD<HeldOut> statements) {
    long[] counts =
        statements.treeAggregate(
            new long[LABELS],
            (sum, statement) -> {
              sum[statement.label()]++;
              return sum;
            },
            (sum, other) -> {
              Arrays.setAll(sum, i -> sum[i] + other[i]);
              return sum;
            });
    int counter = StatementLabel.COUNTER_ACCUSATION.ordinal();
    int none = StatementLabel.NONE.ordinal();
    double others = 0;
    for (int label :
        List.of(StatementLabel.ACCUSATION.ordinal(), StatementLabel.DENIAL.ordinal())) {
      others += counts[label];
    }
    double[] weights = new double[LABELS];
    Arrays.fill(weights, 1);
    double counterShare = parameters.counterShare();
    weights[counter] = others * counterShare / ((1 - counterShare) * Math.max(1, counts[counter]));
    double acts = others / (1 - counterShare);
    double actShare = parameters.actShare();
    weights[none] = acts * (1 - actShare) / (actShare * Math.max(1, counts[none]));
    return weights;
  }
}
