package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

class CueWordClassifierTest {

  private final CueWordClassifier classifier = new CueWordClassifier();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          nl | De wethouder beschuldigt de aannemer.  | ACCUSATION
          nl | De aannemer ontkent.                   | DENIAL
          nl | De aannemer beschuldigt en ontkent.    | DENIAL
          nl | Het regende in Utrecht.                | NONE
          en | She accused the firm of theft.         | ACCUSATION
          en | The firm denied everything.            | DENIAL
          fr | Elle accuse la mairie de vol.          | ACCUSATION
          fr | La mairie dément.                      | DENIAL
          de | Sie beschuldigt die Firma.             | ACCUSATION
          de | Die Firma bestreitet das.              | DENIAL
          """)
  void labelsByTheCuesOfTheStatementAlone(String lang, String text, StatementLabel label) {
    Classification classification = classifier.classify(article(lang, text)).get(0);

    assertThat(classification.label()).isEqualTo(label);
    assertThat(classification.probabilities().get(label.ordinal())).isEqualTo(1);
    assertThat(classification.probabilities().stream().mapToDouble(p -> p).sum()).isEqualTo(1);
    assertThat(classification.evidence()).isEmpty();
  }

  @Test
  void prefersCounteringToDenyingAndAccusing() {
    String text = "De aannemer ontkent, beschuldigt de raad en spreekt van een heksenjacht.";

    assertThat(classifier.classify(article("nl", text)))
        .extracting(Classification::label)
        .containsExactly(StatementLabel.COUNTER_ACCUSATION);
  }

  @Test
  void labelsNothingInOtherLanguages() {
    assertThat(classifier.classify(article("und", "De aannemer ontkent. He denied it.")))
        .extracting(Classification::label)
        .containsOnly(StatementLabel.NONE);
  }

  @Test
  void givesOneClassificationAStatement() {
    assertThat(classifier.classify(article("nl", ""))).isEmpty();
    assertThat(classifier.classify(article("nl", "Ja. Nee. Wel."))).hasSize(3);
    assertThat(classifier.modelId()).isEqualTo("cue-words");
  }

  @Test
  void isMeasuredAgainstAMajorityThatNeverFindsAnAct() {
    assertThat(new MajorityClassifier().classify(article("nl", "Hij ontkent. Zij liegt.")))
        .extracting(Classification::label)
        .containsExactly(StatementLabel.NONE, StatementLabel.NONE);
    assertThat(new MajorityClassifier().classify(article("nl", ""))).isEmpty();
  }

  private static ArticleActors article(String lang, String text) {
    Article article = new Article("a", null, lang, null, null, null, text);
    return ArticleActors.of(
        ArticleReading.of(StatementExtractor.extract(article), article.language()));
  }
}
