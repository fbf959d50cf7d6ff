package org.weerwoord.classifiers.mllib;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.LBFGS;
import org.apache.spark.mllib.optimization.SquaredL2Updater;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionExamples;
import org.weerwoord.attribution.AttributionExamples.Choice;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.AttributionModel.Ranking;
import org.weerwoord.attribution.RoleScorer;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.reading.ArticleReading;
import scala.Tuple2;

/**
 * Trains an {@link AttributionModel} on a cluster: conditional logits that choose the annotated
 * source and target of an act among the actors of its article, and what a reply answers among its
 * charges.
 *
 * <p>The second pass learns from what the first decides on articles that it has not seen.
 */
public final class AttributionTrainer {

  private static final int ROLES = AttributionModel.ROLE_FEATURES;
  private static final int LINKS = AttributionModel.LINK_FEATURES;
  private static final int ALL = -1;
  private static final double REGULARISATION = 1e-3;
  private static final double TOLERANCE = 1e-6;

  /** Steps from which L-BFGS estimates curvature. */
  private static final int CORRECTIONS = 8;

  private final SparkSession spark;
  private final TrainingParameters parameters;
  private Broadcast<HashMap<String, double[][][]>> scored;

  public AttributionTrainer(SparkSession spark, TrainingParameters parameters) {
    this.spark = spark;
    this.parameters = parameters;
  }

  /**
   * Fits all rankings.
   *
   * @throws IllegalArgumentException if outside one of the folds there is no act, or no reply to a
   *     charge, to learn from
   */
  public AttributionModel fit(JavaRDD<LabelledArticle> corpus) {
    return fit(corpus, Map.of());
  }

  /**
   * Fits all rankings, which weigh the scores of another model too.
   *
   * @param scores by the ids of articles, for each statement that is an act what a {@link
   *     RoleScorer} that has not seen the article returns; not all articles need have some
   */
  public AttributionModel fit(JavaRDD<LabelledArticle> corpus, Map<String, double[][][]> scores) {
    List<Broadcast<?>> broadcasts = new ArrayList<>();
    scored = broadcast(new HashMap<>(scores), broadcasts);
    JavaRDD<LabelledArticle> articles =
        corpus
            .sortBy(LabelledArticle::id, true, parameters.partitions())
            .persist(StorageLevel.MEMORY_AND_DISK());
    Ranking[] sources = fitFolds(articles, ROLES, (article, fold) -> article.sources());
    Ranking[] targets = fitFolds(articles, ROLES, (article, fold) -> article.targets());
    Broadcast<Ranking[]> firstSource = broadcast(sources, broadcasts);
    Broadcast<Ranking[]> firstTarget = broadcast(targets, broadcasts);
    Ranking[] links =
        fitFolds(
            articles,
            LINKS,
            (article, fold) -> {
              article.decideRoles(firstSource.value()[fold], firstTarget.value()[fold]);
              return article.links();
            });
    Broadcast<Ranking[]> link = broadcast(links, broadcasts);
    Decisions secondSources =
        (article, fold) -> {
          article.decideRoles(firstSource.value()[fold], firstTarget.value()[fold]);
          article.decideLinks(link.value()[fold]);
          return article.sources();
        };
    Decisions secondTargets =
        (article, fold) -> {
          article.decideRoles(firstSource.value()[fold], firstTarget.value()[fold]);
          article.decideLinks(link.value()[fold]);
          return article.targets();
        };
    int all = parameters.folds();
    AttributionModel model =
        new AttributionModel(
            sources[all],
            targets[all],
            links[all],
            fitAll(articles, secondSources),
            fitAll(articles, secondTargets));
    articles.unpersist();
    broadcasts.forEach(Broadcast::destroy);
    return model;
  }

  /** Finds what an article teaches, given which fold it belongs to. */
  @FunctionalInterface
  private interface Decisions extends Serializable {
    List<Choice> of(AttributionExamples article, int fold);
  }

  /** A choice of an article in a fold, as {@link ChoiceGradient} has it. */
  private record Example(int fold, Tuple2<Object, Vector> choice) implements Serializable {}

  private JavaRDD<Example> examples(
      JavaRDD<LabelledArticle> articles, int features, Decisions decisions) {
    TrainingParameters chosen = parameters;
    Broadcast<HashMap<String, double[][][]>> scores = scored;
    return articles
        .flatMap(
            article -> {
              ArticleReading reading = ArticleReading.of(article.statements(), article.language());
              double[][][] acts = scores.value().get(article.id());
              AttributionExamples examples =
                  new AttributionExamples(
                      ArticleActors.of(reading),
                      article.labels(),
                      article.roles(),
                      acts == null ? null : act -> acts[act.statement()]);
              int fold = chosen.fold(article.id());
              return decisions.of(examples, fold).stream()
                  .map(choice -> new Example(fold, ChoiceGradient.encode(choice, features)))
                  .iterator();
            })
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Fits one ranking a fold, on the other folds, and a last one on all. */
  private Ranking[] fitFolds(JavaRDD<LabelledArticle> articles, int features, Decisions decisions) {
    JavaRDD<Example> examples = examples(articles, features, decisions);
    int folds = parameters.folds();
    Ranking[] rankings = new Ranking[folds + 1];
    for (int i = 0; i <= folds; i++) {
      int without = i == folds ? ALL : i;
      rankings[i] = fit(examples.filter(example -> example.fold() != without), features);
    }
    examples.unpersist();
    return rankings;
  }

  private Ranking fitAll(JavaRDD<LabelledArticle> articles, Decisions decisions) {
    JavaRDD<Example> examples = examples(articles, ROLES, decisions);
    Ranking ranking = fit(examples, ROLES);
    examples.unpersist();
    return ranking;
  }

  private Ranking fit(JavaRDD<Example> examples, int features) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "The corpus must have acts with a source and charges with an answer in at least two of its "
              + parameters.folds()
              + " folds, but has none outside one of them. Add articles that have them");
    }
    Vector fitted =
        LBFGS
            .runLBFGS(
                examples.map(Example::choice).rdd(),
                new ChoiceGradient(features),
                new SquaredL2Updater(),
                CORRECTIONS,
                TOLERANCE,
                parameters.iterations(),
                REGULARISATION,
                Vectors.zeros(features))
            ._1();
    float[] weights = new float[features];
    for (int i = 0; i < features; i++) {
      weights[i] = (float) fitted.apply(i);
    }
    return new Ranking(weights, 0);
  }

  private <T> Broadcast<T> broadcast(T value, List<Broadcast<?>> all) {
    Broadcast<T> broadcast =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(value);
    all.add(broadcast);
    return broadcast;
  }
}
