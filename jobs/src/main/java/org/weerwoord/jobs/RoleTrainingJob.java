package org.weerwoord.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.LabelledRoles;
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

  /**
   * Refuses a corpus that {@link #run} could not learn from, before the encoder is tuned for an
   * hour.
   *
   * @throws BadInputException if fewer than two folds have a source, a target or an answer
   */
  void check() {
    requireInTwoFolds("a source", roles -> isNamed(roles.source()));
    requireInTwoFolds("a target", roles -> isNamed(roles.target()));
    requireInTwoFolds("a charge that they answer", roles -> roles.answers() >= 0);
  }

  /** A question to an annotation that executors can answer. */
  @FunctionalInterface
  private interface Condition extends Serializable {
    boolean holds(LabelledRoles roles);
  }

  private void requireInTwoFolds(String what, Condition condition) {
    TrainingParameters chosen = parameters;
    long found =
        articles
            .filter(article -> article.roles().stream().anyMatch(condition::holds))
            .map(article -> chosen.fold(article.id()))
            .distinct()
            .count();
    if (found < 2) {
      throw new BadInputException(
          "The corpus must have acts with "
              + what
              + " in at least two of its "
              + chosen.folds()
              + " folds, but has them in "
              + found
              + ". Add articles that have them");
    }
  }

  /** Returns whether an annotator was asked for a source or target, and names one. */
  static boolean isNamed(String name) {
    return name != null && !name.isEmpty();
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
