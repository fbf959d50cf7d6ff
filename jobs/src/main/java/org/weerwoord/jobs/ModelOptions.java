package org.weerwoord.jobs;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that choose a classifier and its model. */
final class ModelOptions {

  @Option(
      names = "--classifier",
      defaultValue = "mllib",
      paramLabel = "NAME",
      description =
          "The classifier: mllib; or dl4j, an encoder and recurrent networks, which labels no better over"
              + " all, finds more sources and targets, and takes two hundred times as long.")
  private ClassifierKind classifier;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "A model made by train. The released model in this jar unless given.")
  private String model;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Least probability of the three acts together, from 0 to 1, for a statement to be"
              + " labelled as the likeliest of them. The model's own unless given: lower finds"
              + " more, higher errs less.")
  private Double threshold;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the threshold is not in [0,1]
   */
  void validate() {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "--threshold must be between 0 and 1, but is " + threshold);
    }
  }

  /**
   * Reads the model.
   *
   * @throws org.weerwoord.classifiers.ModelException if there is none, or it is damaged
   */
  LoadedModel load(SparkSession spark) {
    return load(spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Reads the model.
   *
   * @param hadoop settings of the file systems that the model may be on
   * @throws org.weerwoord.classifiers.ModelException if there is none, or it is damaged
   */
  LoadedModel load(Configuration hadoop) {
    return LoadedModel.load(
        classifier,
        hadoop,
        Optional.ofNullable(model),
        threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold));
  }
}
