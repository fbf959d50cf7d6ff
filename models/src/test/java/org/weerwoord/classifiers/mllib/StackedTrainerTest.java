package org.weerwoord.classifiers.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.weerwoord.LocalSpark;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.Vocabulary;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.StatementFeatureGenerator;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementLabel;

/** Trains on 60 Dutch articles of the corpus: enough to learn something, not to learn it well. */
class StackedTrainerTest {

  private static final Path CORPUS = Path.of("..", "seeds", "corpus");

  /** What labelling everything as none reaches at best: an F1 of 1 for one label of four. */
  private static final double MAJORITY = 0.25;

  private static final double REGULARISATION = 1e-3;

  /** Balance 0, so that every statement weighs 1. */
  private static final TrainingParameters PARAMETERS =
      new TrainingParameters(
          2,
          42,
          2,
          0,
          0.5,
          0.3,
          0.3,
          REGULARISATION,
          0.3,
          1e-4,
          20,
          1,
          2,
          Set.of(StatementFeatureGenerator.FeatureFamily.values()));

  private static SparkSession spark;
  private static List<LabelledArticle> articles;
  private static StackedTrainer.Result trained;

  @BeforeAll
  static void train() throws IOException {
    spark = LocalSpark.start();
    List<String> lines = new ArrayList<>(Files.readAllLines(CORPUS.resolve("nl-a.jsonl")));
    lines.addAll(Files.readAllLines(CORPUS.resolve("nl-b.jsonl")).subList(0, 20));
    articles = lines.stream().map(line -> CorpusArticle.parse(line).toLabelled()).toList();
    trained = new StackedTrainer(spark, PARAMETERS).fit(distributed(articles));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void beatsTheMajorityOnHeldOutFolds() {
    assertThat(trained.crossValidation().macroF1()).isGreaterThan(MAJORITY + 0.2);
    for (double f1 : trained.crossValidation().f1()) {
      assertThat(f1).isGreaterThan(0.1);
    }
    assertThat(trained.threshold())
        .isBetween(0.0, 1.0)
        .isEqualTo(trained.crossValidation().bestThreshold());
  }

  @Test
  void learnsWhatItIsShown() {
    StackedClassifier classifier = classifier(trained);
    int right = 0;
    int acts = 0;
    for (LabelledArticle article : articles) {
      List<Classification> found =
          classifier.classify(
              ArticleActors.of(ArticleReading.of(article.statements(), Language.DUTCH)));
      for (int i = 0; i < found.size(); i++) {
        if (article.labels().get(i) != StatementLabel.NONE) {
          acts++;
          right += found.get(i).label() == article.labels().get(i) ? 1 : 0;
        }
      }
    }

    assertThat(right / (double) acts).isGreaterThan(0.7);
  }

  @Test
  void makesTheSameBytesEachTime() {
    StackedTrainer.Result again = new StackedTrainer(spark, PARAMETERS).fit(distributed(articles));

    assertThat(weights(again)).isEqualTo(weights(trained));
    assertThat(again.threshold()).isEqualTo(trained.threshold());
  }

  @Test
  void exportsAModelThatScoresAsTheOneOfMLlib() {
    List<Row> rows = new ArrayList<>();
    List<SparseFeatures> statements = new ArrayList<>();
    for (LabelledArticle article : articles) {
      List<SparseFeatures> features =
          new StatementFeatureGenerator()
              .generate(ArticleReading.of(article.statements(), article.language()));
      for (int i = 0; i < features.size(); i++) {
        statements.add(features.get(i));
        rows.add(
            RowFactory.create(
                (double) article.labels().get(i).ordinal(),
                vector(features.get(i), trained.vocabulary())));
      }
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);
    LogisticRegressionModel fitted =
        new LogisticRegression()
            .setFamily("multinomial")
            .setRegParam(REGULARISATION)
            .setStandardization(false)
            .setMaxIter(PARAMETERS.iterations())
            .setTol(1e-6)
            .fit(spark.createDataFrame(rows, schema).coalesce(1));

    for (int i = 0; i < rows.size(); i++) {
      double[] expected = fitted.predictProbability(rows.get(i).<Vector>getAs(1)).toArray();
      assertThat(
              StackedClassifier.probabilities(
                  statements.get(i), trained.vocabulary(), trained.statementModel()))
          .containsExactly(expected, within(1e-5));
    }
  }

  @Test
  void calibratesOnTheNamedArticlesAlone() {
    Set<String> some = Set.copyOf(articles.subList(0, 40).stream().map(a -> a.id()).toList());
    StackedTrainer.Result other =
        new StackedTrainer(spark, PARAMETERS).fit(distributed(articles), some);

    assertThat(other.calibration().probabilities(new double[] {-1, -1, -1, -1}))
        .isNotEqualTo(trained.calibration().probabilities(new double[] {-1, -1, -1, -1}));
    assertThat(
            StackedModelFile.weights(
                other.vocabulary(),
                other.statementModel(),
                other.contextModel(),
                trained.calibration(),
                AttributionModel.untrained()))
        .isEqualTo(weights(trained));
  }

  @Test
  void refusesACorpusWithoutCounterAccusations() {
    List<LabelledArticle> without =
        articles.stream()
            .map(
                article ->
                    new LabelledArticle(
                        article.id(),
                        article.language(),
                        article.statements(),
                        article.labels().stream()
                            .map(
                                label ->
                                    label == StatementLabel.COUNTER_ACCUSATION
                                        ? StatementLabel.ACCUSATION
                                        : label)
                            .toList(),
                        article.roles()))
            .toList();

    assertThatThrownBy(() -> new StackedTrainer(spark, PARAMETERS).fit(distributed(without)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The corpus must have statements of all four labels in at least two of its 2 folds, but"
                + " has 0 of label counter-accusation. Add articles that have it");
  }

  @Test
  void refusesACorpusWithALabelInOneFoldOnly() {
    List<LabelledArticle> oneFold =
        articles.stream().filter(article -> PARAMETERS.fold(article.id()) == 0).toList();

    assertThatThrownBy(() -> new StackedTrainer(spark, PARAMETERS).fit(distributed(oneFold)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "The corpus must have statements of all four labels in at least two of its 2 folds, but"
                + " has \\d+ of label accusation, all in one fold. Add articles that have it");
  }

  @Test
  void refusesAnEmptyCorpus() {
    assertThatThrownBy(() -> new StackedTrainer(spark, PARAMETERS).fit(distributed(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but has 0 of label accusation. Add articles");
  }

  private static JavaRDD<LabelledArticle> distributed(List<LabelledArticle> some) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(some, 2);
  }

  private static byte[] weights(StackedTrainer.Result result) {
    return StackedModelFile.weights(
        result.vocabulary(),
        result.statementModel(),
        result.contextModel(),
        result.calibration(),
        AttributionModel.untrained());
  }

  private static StackedClassifier classifier(StackedTrainer.Result result) {
    return new StackedClassifier(
        "test",
        PARAMETERS.families(),
        result.vocabulary(),
        result.statementModel(),
        result.contextModel(),
        result.calibration(),
        result.threshold());
  }

  private static Vector vector(SparseFeatures features, Vocabulary vocabulary) {
    float[] values = vocabulary.values(features);
    Map<Integer, Double> entries = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        entries.put(vocabulary.row(features.index(i)), (double) values[i]);
      }
    }
    return Vectors.sparse(
        vocabulary.size(),
        entries.keySet().stream().mapToInt(row -> row).toArray(),
        entries.values().stream().mapToDouble(value -> value).toArray());
  }
}
