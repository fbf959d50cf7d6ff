package org.weerwoord.classifiers.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.weerwoord.LocalSpark;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.AttributionExamples;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/** Trains on quarrels made by one pattern, which is soon learnt. */
class AttributionTrainerTest {

  private static final List<String> NAMES =
      List.of("Bakker", "Smit", "Jansen", "Peeters", "Visser", "Maes", "Dekker", "Claes");

  private static final List<StatementLabel> LABELS =
      List.of(
          StatementLabel.ACCUSATION,
          StatementLabel.DENIAL,
          StatementLabel.COUNTER_ACCUSATION,
          StatementLabel.NONE);

  private static final TrainingParameters PARAMETERS =
      new TrainingParameters(
          2, 42, 2, 0, 0.5, 0.3, 0.3, 1e-3, 0.3, 1e-4, 5, 1, 2, Set.of(FeatureFamily.values()));

  private static final TrainingParameters LONGER =
      new TrainingParameters(
          2, 42, 2, 0, 0.5, 0.3, 0.3, 1e-3, 0.3, 1e-4, 25, 1, 2, Set.of(FeatureFamily.values()));

  private static SparkSession spark;
  private static AttributionModel trained;

  @BeforeAll
  static void train() {
    spark = LocalSpark.start();
    trained = fit(quarrels());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void learnsWhoAccusesWhomAndWhatIsAnswered() {
    List<Statement> unseen = statements("Mertens", "Koster");

    List<Attribution> found =
        new Attributor(trained)
            .attribute(ArticleActors.of(ArticleReading.of(unseen, Language.DUTCH)), LABELS);

    assertThat(found.get(0).source().name()).isEqualTo("Jan Mertens");
    assertThat(found.get(0).target().name()).isEqualTo("Piet Koster");
    assertThat(found.get(1).source().name()).isEqualTo("Piet Koster");
    assertThat(found.get(1).answers()).isZero();
    assertThat(found.get(2).source().name()).isEqualTo("Piet Koster");
    assertThat(found.get(2).target().name()).isEqualTo("Jan Mertens");
    assertThat(found.get(2).answers()).isZero();
    assertThat(found.get(3).source()).isNull();
  }

  /** The denial is now the one's, now the other's, which only the scores tell. */
  @Test
  void weighsTheScoresOfAnotherModel() {
    List<LabelledArticle> tossed = new ArrayList<>();
    Map<String, double[][][]> scores = new HashMap<>();
    for (LabelledArticle article : quarrels()) {
      LabelledRoles denial = article.roles().get(1);
      List<LabelledRoles> roles = new ArrayList<>(article.roles());
      if (tossed.size() % 2 == 0) {
        roles.set(1, new LabelledRoles(denial.target(), denial.source(), denial.answers()));
      }
      tossed.add(
          new LabelledArticle(
              article.id(), article.language(), article.statements(), article.labels(), roles));
      scores.put(article.id(), right(tossed.get(tossed.size() - 1)));
    }
    Attributor attributor = new Attributor(fit(tossed, scores, LONGER));
    ArticleActors unseen =
        ArticleActors.of(ArticleReading.of(statements("Mertens", "Koster"), Language.DUTCH));

    for (int denier = 1; denier <= 2; denier++) {
      int candidate = denier;
      List<Attribution> found =
          attributor.attribute(
              unseen,
              LABELS,
              act ->
                  new double[][] {
                    surely(candidate, act.size()), surely(3 - candidate, act.size())
                  });
      assertThat(found.get(1).source().name())
          .isEqualTo(denier == 1 ? "Jan Mertens" : "Piet Koster");
    }
  }

  /** Returns scores by which the annotated actors are surely right. */
  private static double[][][] right(LabelledArticle article) {
    double[][][] scores = new double[article.labels().size()][][];
    ArticleActors actors =
        ArticleActors.of(ArticleReading.of(article.statements(), article.language()));
    for (AttributionExamples.Act act :
        new AttributionExamples(actors, article.labels(), article.roles(), null).acts()) {
      int size = act.candidates().size();
      scores[act.candidates().statement()] =
          new double[][] {
            surely(act.source().nextSetBit(0), size), surely(act.target().nextSetBit(0), size)
          };
    }
    return scores;
  }

  private static double[] surely(int candidate, int size) {
    double[] logarithms = new double[size];
    Arrays.fill(logarithms, -9);
    logarithms[Math.max(0, candidate)] = -1e-3;
    return logarithms;
  }

  @Test
  void makesTheSameWeightsEachTime() throws IOException {
    assertThat(bytes(fit(quarrels()))).isEqualTo(bytes(trained));
  }

  @Test
  void refusesACorpusInWhichNothingIsAnswered() {
    List<LabelledArticle> silent =
        quarrels().stream()
            .map(
                article ->
                    new LabelledArticle(
                        article.id(),
                        article.language(),
                        List.of(article.statements().get(0)),
                        List.of(article.labels().get(0)),
                        List.of(article.roles().get(0))))
            .toList();

    assertThatThrownBy(() -> fit(silent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have acts with a source and charges with an answer");
  }

  private static AttributionModel fit(List<LabelledArticle> articles) {
    return fit(articles, Map.of(), PARAMETERS);
  }

  private static AttributionModel fit(
      List<LabelledArticle> articles,
      Map<String, double[][][]> scores,
      TrainingParameters parameters) {
    JavaRDD<LabelledArticle> corpus =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(articles, 2);
    return new AttributionTrainer(spark, parameters).fit(corpus, scores);
  }

  private static List<LabelledArticle> quarrels() {
    List<LabelledArticle> articles = new ArrayList<>();
    for (String accuser : NAMES) {
      for (String accused : NAMES.subList(0, 3)) {
        if (!accuser.equals(accused)) {
          articles.add(
              new LabelledArticle(
                  accuser + "-" + accused + "-1",
                  Language.DUTCH,
                  statements(accuser, accused),
                  LABELS,
                  List.of(
                      new LabelledRoles(accuser, accused, LabelledRoles.NO_ANSWER),
                      new LabelledRoles(accused, accuser, 0),
                      new LabelledRoles(accused, accuser, 0),
                      LabelledRoles.NONE)));
        }
      }
    }
    return articles;
  }

  private static List<Statement> statements(String accuser, String accused) {
    String text =
        "Jan %1$s beschuldigt Piet %2$s van fraude. %2$s ontkent dat ten stelligste. Volgens %2$s heeft %1$s juist zelf gestolen. Het regende gisteren in Utrecht."
            .formatted(accuser, accused);
    List<Statement> statements =
        StatementExtractor.extract(new Article("a", null, "nl", null, null, null, text));
    assertThat(statements).hasSameSizeAs(LABELS);
    return statements;
  }

  private static byte[] bytes(AttributionModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
