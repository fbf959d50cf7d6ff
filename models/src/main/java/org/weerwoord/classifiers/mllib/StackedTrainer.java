package org.weerwoord.classifiers.mllib;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
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
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.classifiers.LabelWeights;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.Vocabulary;
import org.weerwoord.features.ContextFeatureGenerator;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.StatementFeatureGenerator;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.StatementLabel;

/**
 * Trains the {@link StackedClassifier} on a cluster.
 *
 * <p>Articles are dealt into folds. For each fold a statement model is fitted on the other folds,
 * so that the context model learns from probabilities of articles that the statement model has not
 * seen; the same is done once more for the calibration and the threshold, which therefore rest on
 * held-out articles only. The released models are fitted on all articles.
 *
 * <p>Training corpora have more acts than the press, and more counter-accusations among them. For
 * calibration and threshold the statements are therefore weighted so that both have the shares that
 * are expected of the texts to be labelled; and they may rest on those articles alone that are most
 * like these texts.
 */
public final class StackedTrainer {

  private static final int LABELS = StatementLabel.COUNT;

  /** The value of a fold that stands for no fold: the model that is fitted on all articles. */
  private static final int ALL = -1;

  private static final StructType EXAMPLES =
      new StructType()
          .add("fold", DataTypes.IntegerType, false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false)
          .add("calibrates", DataTypes.BooleanType, false);

  private final SparkSession spark;
  private final TrainingParameters parameters;

  public StackedTrainer(SparkSession spark, TrainingParameters parameters) {
    this.spark = spark;
    this.parameters = parameters;
  }

  /**
   * What training makes: the parts of a {@link StackedClassifier} and its scores on held-out folds.
   */
  public record Result(
      Vocabulary vocabulary,
      LinearModel statementModel,
      LinearModel contextModel,
      LinearModel calibration,
      double threshold,
      CrossValidation crossValidation,
      List<LinearModel> foldStatementModels,
      List<LinearModel> foldContextModels) {

    /** Returns the classifier that was fitted on all articles, to some families of features. */
    public StackedClassifier classifier(Set<FeatureFamily> families) {
      return classifier(families, statementModel, contextModel);
    }

    /** Returns the classifier that has not seen the articles of a fold. */
    public StackedClassifier classifierWithout(int fold, Set<FeatureFamily> families) {
      return classifier(families, foldStatementModels.get(fold), foldContextModels.get(fold));
    }

    private StackedClassifier classifier(
        Set<FeatureFamily> families, LinearModel statements, LinearModel context) {
      return new StackedClassifier(
          "mllib", families, vocabulary, statements, context, calibration, threshold);
    }
  }

  /** Fits all parts, and calibrates on all articles. */
  public Result fit(JavaRDD<LabelledArticle> corpus) {
    return fit(corpus, Set.of());
  }

  /**
   * Fits all parts.
   *
   * @param corpus to learn from
   * @param calibrationIds identifiers of the articles that calibration and threshold rest on; all
   *     if empty
   * @throws IllegalArgumentException if some label is missing from the articles of all folds but
   *     one, so that a model could not learn it
   */
  public Result fit(JavaRDD<LabelledArticle> corpus, Set<String> calibrationIds) {
    JavaRDD<LabelledArticle> articles =
        corpus
            .sortBy(LabelledArticle::id, true, parameters.partitions())
            .persist(StorageLevel.MEMORY_AND_DISK());
    long[] support = support(articles);
    requireAllLabels(articles, calibrationIds);
    Vocabulary vocabulary = vocabulary(articles, Arrays.stream(support).sum());
    List<Broadcast<?>> broadcasts = new ArrayList<>();
    Broadcast<Vocabulary> known = broadcast(vocabulary, broadcasts);

    double[] weights = LabelWeights.of(support, parameters.balance());
    Dataset<Row> sparse = examples(articles, sparseRows(known, weights, parameters)).persist();
    LinearModel[] statementModels = fitFolds(sparse, parameters.statementRegularisation(), false);
    sparse.unpersist();

    Broadcast<LinearModel[]> first = broadcast(statementModels, broadcasts);
    double[] contextWeights = LabelWeights.of(support, parameters.contextBalance());
    Dataset<Row> dense =
        examples(articles, contextRows(known, first, contextWeights, calibrationIds, parameters))
            .persist();
    LinearModel[] contextModels = fitFolds(dense, parameters.contextRegularisation(), true);

    Broadcast<LinearModel[]> second = broadcast(contextModels, broadcasts);
    CalibrationTrainer.Result calibrated =
        new CalibrationTrainer(spark, parameters)
            .fit(
                dense
                    .filter(functions.col("calibrates"))
                    .javaRDD()
                    .map(row -> heldOut(row, second.value())));
    dense.unpersist();
    articles.unpersist();
    broadcasts.forEach(Broadcast::destroy);
    int last = parameters.folds();
    return new Result(
        vocabulary,
        statementModels[last],
        contextModels[last],
        calibrated.calibration(),
        calibrated.scores().bestThreshold(),
        calibrated.scores(),
        List.of(statementModels).subList(0, last),
        List.of(contextModels).subList(0, last));
  }

  private static double[] probabilities(Row row, LinearModel model) {
    return model.probabilities(row.<Vector>getAs(3).toArray());
  }

  /**
   * Returns the number of statements of each label.
   *
   * @throws IllegalArgumentException if a label is missing from the articles that a fold learns
   *     from
   */
  private long[] support(JavaRDD<LabelledArticle> articles) {
    TrainingParameters chosen = parameters;
    int folds = parameters.folds();
    long[] byFold =
        articles.treeAggregate(
            new long[folds * LABELS],
            (sum, article) -> {
              int fold = chosen.fold(article.id());
              for (StatementLabel label : article.labels()) {
                sum[fold * LABELS + label.ordinal()]++;
              }
              return sum;
            },
            (sum, other) -> {
              Arrays.setAll(sum, i -> sum[i] + other[i]);
              return sum;
            });
    long[] support = new long[LABELS];
    for (int i = 0; i < byFold.length; i++) {
      support[i % LABELS] += byFold[i];
    }
    for (StatementLabel label : StatementLabel.values()) {
      long all = support[label.ordinal()];
      for (int fold = 0; fold < folds; fold++) {
        if (all == byFold[fold * LABELS + label.ordinal()]) {
          throw new IllegalArgumentException(
              "The corpus must have statements of all four labels in at least two of its "
                  + folds
                  + " folds, but has "
                  + all
                  + " of label "
                  + label.text()
                  + (all == 0 ? "" : ", all in one fold")
                  + ". Add articles that have it");
        }
      }
    }
    return support;
  }

  private Vocabulary vocabulary(JavaRDD<LabelledArticle> articles, long statements) {
    TrainingParameters chosen = parameters;
    int[] frequencies =
        articles.treeAggregate(
            new int[SparseFeatures.DIMENSION],
            (counts, article) -> {
              ArticleReading reading = ArticleReading.of(article.statements(), article.language());
              for (SparseFeatures features :
                  new StatementFeatureGenerator(chosen.families()).generate(reading)) {
                for (int i = 0; i < features.size(); i++) {
                  counts[features.index(i)]++;
                }
              }
              return counts;
            },
            (counts, others) -> {
              Arrays.setAll(counts, i -> counts[i] + others[i]);
              return counts;
            });
    return Vocabulary.of(frequencies, statements, parameters.leastFrequency());
  }

  @FunctionalInterface
  private interface RowMaker extends java.io.Serializable {
    List<Row> rows(LabelledArticle article);
  }

  private Dataset<Row> examples(JavaRDD<LabelledArticle> articles, RowMaker maker) {
    return spark.createDataFrame(
        articles.flatMap(article -> maker.rows(article).iterator()), EXAMPLES);
  }

  private static RowMaker sparseRows(
      Broadcast<Vocabulary> known, double[] weights, TrainingParameters parameters) {
    return article -> {
      Vocabulary vocabulary = known.value();
      ArticleReading reading = ArticleReading.of(article.statements(), article.language());
      List<SparseFeatures> features =
          new StatementFeatureGenerator(parameters.families()).generate(reading);
      int fold = parameters.fold(article.id());
      List<Row> rows = new ArrayList<>(features.size());
      for (int i = 0; i < features.size(); i++) {
        int label = article.labels().get(i).ordinal();
        rows.add(
            RowFactory.create(
                fold, (double) label, weights[label], vector(features.get(i), vocabulary), true));
      }
      return rows;
    };
  }

  private static Vector vector(SparseFeatures features, Vocabulary vocabulary) {
    float[] values = vocabulary.values(features);
    long[] entries = new long[values.length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        entries[size++] = (long) vocabulary.row(features.index(i)) << 32 | i;
      }
    }
    Arrays.sort(entries, 0, size);
    int[] indices = new int[size];
    double[] ordered = new double[size];
    for (int i = 0; i < size; i++) {
      indices[i] = (int) (entries[i] >>> 32);
      ordered[i] = values[(int) entries[i]];
    }
    return Vectors.sparse(vocabulary.size(), indices, ordered);
  }

  private static RowMaker contextRows(
      Broadcast<Vocabulary> known,
      Broadcast<LinearModel[]> models,
      double[] weights,
      Set<String> calibrationIds,
      TrainingParameters parameters) {
    return article -> {
      int fold = parameters.fold(article.id());
      LinearModel model = models.value()[fold];
      ArticleReading reading = ArticleReading.of(article.statements(), article.language());
      double[][] first =
          StackedClassifier.probabilities(
              reading, new StatementFeatureGenerator(parameters.families()), known.value(), model);
      List<Row> rows = new ArrayList<>(first.length);
      List<double[]> context =
          new ContextFeatureGenerator().generate(ArticleActors.of(reading), first);
      boolean calibrates = calibrates(article, calibrationIds);
      for (int i = 0; i < first.length; i++) {
        int label = article.labels().get(i).ordinal();
        double[] values = context.get(i);
        if (!parameters.families().contains(FeatureFamily.CONTEXT)) {
          Arrays.fill(values, ContextFeatureGenerator.OWN, values.length, 0);
        }
        rows.add(
            RowFactory.create(
                fold, (double) label, weights[label], Vectors.dense(values), calibrates));
      }
      return rows;
    };
  }

  private static HeldOut heldOut(Row row, LinearModel[] models) {
    return new HeldOut((int) row.getDouble(1), probabilities(row, models[row.getInt(0)]));
  }

  /** Returns whether calibration and threshold rest on an article. */
  public static boolean calibrates(LabelledArticle article, Set<String> calibrationIds) {
    return calibrationIds.isEmpty() || calibrationIds.contains(article.id());
  }

  private static void requireAllLabels(
      JavaRDD<LabelledArticle> articles, Set<String> calibrationIds) {
    long labels =
        articles
            .filter(article -> calibrates(article, calibrationIds))
            .flatMap(article -> article.labels().iterator())
            .distinct()
            .count();
    if (labels < LABELS) {
      throw new IllegalArgumentException(
          "The calibration corpus must be a part of the corpus and have statements of all "
              + LABELS
              + " labels, but has "
              + labels
              + ". Name more of the corpus, or calibrate on all of it");
    }
  }

  /** Fits one model a fold, on the other folds, and a last one on all; several at a time. */
  private LinearModel[] fitFolds(Dataset<Row> examples, double regularisation, boolean dense) {
    int folds = parameters.folds();
    ExecutorService threads = Executors.newFixedThreadPool(parameters.parallelism());
    try {
      List<Future<LinearModel>> fits = new ArrayList<>();
      for (int i = 0; i <= folds; i++) {
        int fold = i == folds ? ALL : i;
        fits.add(
            threads.submit(
                () ->
                    LogisticFit.fit(
                        examples.filter(functions.col("fold").notEqual(fold)),
                        regularisation,
                        dense,
                        parameters.iterations())));
      }
      LinearModel[] models = new LinearModel[folds + 1];
      for (int i = 0; i <= folds; i++) {
        models[i] = fits.get(i).get();
      }
      return models;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Fitting a model failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Fitting the models was interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private <T> Broadcast<T> broadcast(T value, List<Broadcast<?>> all) {
    Broadcast<T> broadcast =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(value);
    all.add(broadcast);
    return broadcast;
  }
}
