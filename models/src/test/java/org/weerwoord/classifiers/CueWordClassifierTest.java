package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
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
    Classification classification =
        classifier.classify(statements(lang, text), Language.of(lang)).get(0);

    assertThat(classification.label()).isEqualTo(label);
    assertThat(classification.probabilities().get(label.ordinal())).isEqualTo(1);
    assertThat(classification.probabilities().stream().mapToDouble(p -> p).sum()).isEqualTo(1);
    assertThat(classification.evidence()).isEmpty();
  }

  @Test
  void prefersCounteringToDenyingAndAccusing() {
    String text = "De aannemer ontkent, beschuldigt de raad en spreekt van een heksenjacht.";

    assertThat(classifier.classify(statements("nl", text), Language.DUTCH))
        .extracting(Classification::label)
        .containsExactly(StatementLabel.COUNTER_ACCUSATION);
  }

  @Test
  void labelsNothingInOtherLanguages() {
    assertThat(
            classifier.classify(
                statements("und", "De aannemer ontkent. He denied it."), Language.OTHER))
        .extracting(Classification::label)
        .containsOnly(StatementLabel.NONE);
  }

  @Test
  void givesOneClassificationAStatement() {
    assertThat(classifier.classify(List.of(), Language.DUTCH)).isEmpty();
    assertThat(classifier.classify(statements("nl", "Ja. Nee. Wel."), Language.DUTCH)).hasSize(3);
    assertThat(classifier.modelId()).isEqualTo("cue-words");
  }

  @Test
  void isMeasuredAgainstAMajorityThatNeverFindsAnAct() {
    assertThat(
            new MajorityClassifier()
                .classify(statements("nl", "Hij ontkent. Zij liegt."), Language.DUTCH))
        .extracting(Classification::label)
        .containsExactly(StatementLabel.NONE, StatementLabel.NONE);
    assertThat(new MajorityClassifier().classify(List.of(), Language.DUTCH)).isEmpty();
  }

  private static List<Statement> statements(String lang, String text) {
    return StatementExtractor.extract(new Article("a", null, lang, null, null, null, text));
  }
}
