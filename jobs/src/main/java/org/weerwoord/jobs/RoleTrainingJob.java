package org.weerwoord.jobs;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.dl4j.RoleNetwork;
import org.weerwoord.classifiers.dl4j.RoleParameters;
import org.weerwoord.classifiers.dl4j.RoleTraining;
import org.weerwoord.classifiers.mllib.AttributionTrainer;
import org.weerwoord.classifiers.mllib.TrainingParameters;
import org.weerwoord.encoder.EncoderFile;

/**
 * Trains what the dl4j classifier finds sources and targets by: a network on its encoder, on the
 * driver, and rankings that weigh what the network says of articles that it has not seen.
 */
final class RoleTrainingJob {

  private static final int HIDDEN = 96;
  private static final int EPOCHS = 4;
  private static final double RATE = 0.001;
  private static final double DROPOUT = 0.3;
  private static final int BATCH = 16;

  private final SparkSession spark;
  private final TrainingParameters parameters;
  private final JavaRDD<LabelledArticle> articles;
  private final Consumer<String> log;

  RoleTrainingJob(
      SparkSession spark,
      TrainingParameters parameters,
      JavaRDD<LabelledArticle> articles,
      Consumer<String> log) {
    this.spark = spark;
    this.parameters = parameters;
    this.articles = articles;
    this.log = log;
  }

  /** What was trained. */
  record Result(RoleNetwork network, AttributionModel attribution) {}

  /**
   * Trains both.
   *
   * @param encoder parts of its file
   * @throws BadInputException if there is too little to learn from
   */
  Result run(List<byte[]> encoder) throws IOException {
    try {
      RoleTraining.Trained trained =
          new RoleTraining(
                  new RoleParameters(HIDDEN, EPOCHS, RATE, DROPOUT, BATCH, parameters.seed()), log)
              .train(
                  articles.sortBy(LabelledArticle::id, true, 1).collect(),
                  EncoderFile.read(encoder),
                  parameters.folds(),
                  parameters::fold);
      return new Result(
          trained.network(),
          new AttributionTrainer(spark, parameters).fit(articles, trained.heldOut()));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }
}
