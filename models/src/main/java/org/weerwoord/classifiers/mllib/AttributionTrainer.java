package org.weerwoord.classifiers.mllib;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.weerwoord.attribution.AttributionExamples;
import org.weerwoord.attribution.AttributionExamples.Example;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.AttributionModel.Ranking;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.reading.ArticleReading;

/**
 * Trains an {@link AttributionModel} on a cluster: logistic regressions that tell the annotated
 * source and target of an act from the other actors of its article, and one on pairs of charges
 * that tells which of the two a reply answers (pairwise ranking: Herbrich, Graepel and Obermayer
 * 2000, Large margin rank boundaries for ordinal regression).
 *
 * <p>The second pass learns from what the first decides on articles that it has not seen.
 */
public final class AttributionTrainer {

  private static final int ROLES = AttributionModel.ROLE_FEATURES;
  private static final int LINKS = AttributionModel.LINK_FEATURES;
  private static final int ALL = -1;
  private static final double ROLE_REGULARISATION = 3e-4;
  private static final double LINK_REGULARISATION = 1e-3;

  private static final StructType EXAMPLES =
      new StructType()
          .add("fold", DataTypes.IntegerType, false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private final SparkSession spark;
  private final TrainingParameters parameters;

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
    JavaRDD<LabelledArticle> articles =
        corpus
            .sortBy(LabelledArticle::id, true, parameters.partitions())
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<Broadcast<?>> broadcasts = new ArrayList<>();
    Ranking[] sources = fitFolds(articles, (article, fold) -> rows(article.sources(), ROLES, fold));
    Ranking[] targets = fitFolds(articles, (article, fold) -> rows(article.targets(), ROLES, fold));
    Broadcast<Ranking[]> firstSource = broadcast(sources, broadcasts);
    Broadcast<Ranking[]> firstTarget = broadcast(targets, broadcasts);
    Ranking[] links =
        fitFolds(
            articles,
            (article, fold) -> {
              article.decideRoles(firstSource.value()[fold], firstTarget.value()[fold]);
              return rows(article.links(), LINKS, fold);
            });
    Broadcast<Ranking[]> link = broadcast(links, broadcasts);
    RowMaker secondSources =
        (article, fold) -> {
          article.decideRoles(firstSource.value()[fold], firstTarget.value()[fold]);
          article.decideLinks(link.value()[fold]);
          return rows(article.sources(), ROLES, fold);
        };
    RowMaker secondTargets =
        (article, fold) -> {
          article.decideRoles(firstSource.value()[fold], firstTarget.value()[fold]);
          article.decideLinks(link.value()[fold]);
          return rows(article.targets(), ROLES, fold);
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

  /** Makes the examples of an article, given which fold it belongs to. */
  @FunctionalInterface
  private interface RowMaker extends Serializable {
    List<Row> rows(AttributionExamples article, int fold);
  }

  private static List<Row> rows(List<Example> examples, int features, int fold) {
    return examples.stream()
        .map(
            example ->
                RowFactory.create(
                    fold,
                    example.right() ? 1.0 : 0.0,
                    example.weight(),
                    Vectors.sparse(features, example.features(), example.values())))
        .toList();
  }

  private Dataset<Row> examples(JavaRDD<LabelledArticle> articles, RowMaker maker) {
    TrainingParameters chosen = parameters;
    return spark.createDataFrame(
        articles.flatMap(
            article -> {
              ArticleReading reading = ArticleReading.of(article.statements(), article.language());
              AttributionExamples examples =
                  new AttributionExamples(reading, article.labels(), article.roles());
              return maker.rows(examples, chosen.fold(article.id())).iterator();
            }),
        EXAMPLES);
  }

  /** Fits one ranking a fold, on the other folds, and a last one on all. */
  private Ranking[] fitFolds(JavaRDD<LabelledArticle> articles, RowMaker maker) {
    Dataset<Row> rows = examples(articles, maker).persist(StorageLevel.MEMORY_AND_DISK());
    int folds = parameters.folds();
    Ranking[] rankings = new Ranking[folds + 1];
    for (int i = 0; i <= folds; i++) {
      rankings[i] = fit(rows.filter(functions.col("fold").notEqual(i == folds ? ALL : i)));
    }
    rows.unpersist();
    return rankings;
  }

  private Ranking fitAll(JavaRDD<LabelledArticle> articles, RowMaker maker) {
    Dataset<Row> rows = examples(articles, maker).persist(StorageLevel.MEMORY_AND_DISK());
    Ranking ranking = fit(rows);
    rows.unpersist();
    return ranking;
  }

  private Ranking fit(Dataset<Row> rows) {
    List<Row> some = rows.select("features").takeAsList(1);
    if (some.isEmpty()) {
      throw new IllegalArgumentException(
          "The corpus must have acts with a source and charges with an answer in at least two of its "
              + parameters.folds()
              + " folds, but has none outside one of them. Add articles that have them");
    }
    int features = ((Vector) some.get(0).get(0)).size();
    boolean pairs = features == LINKS;
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily("binomial")
            .setWeightCol("weight")
            .setRegParam(pairs ? LINK_REGULARISATION : ROLE_REGULARISATION)
            // What both charges of a pair share falls out, and an intercept with it.
            .setFitIntercept(!pairs)
            .setStandardization(false)
            .setMaxIter(parameters.iterations())
            .setTol(1e-6)
            .fit(rows);
    double[] coefficients = model.coefficients().toArray();
    float[] weights = new float[coefficients.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) coefficients[i];
    }
    return new Ranking(weights, model.intercept());
  }

  private <T> Broadcast<T> broadcast(T value, List<Broadcast<?>> all) {
    Broadcast<T> broadcast =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(value);
    all.add(broadcast);
    return broadcast;
  }
}
