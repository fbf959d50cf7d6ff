package org.weerwoord.classifiers.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    JavaRDD<LabelledArticle> corpus =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(articles, 2);
    return new AttributionTrainer(spark, PARAMETERS).fit(corpus);
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
