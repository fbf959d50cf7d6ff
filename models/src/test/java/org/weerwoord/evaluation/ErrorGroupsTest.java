package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

final class ErrorGroupsTest {

  private static final List<String> SENTENCES =
      List.of("De minister ontkent de fraude.", "“Zij liegen allemaal.”", "Het regent.");
  private static final String TEXT = String.join(" ", SENTENCES);
  private static final List<StatementLabel> GOLD =
      List.of(StatementLabel.DENIAL, StatementLabel.COUNTER_ACCUSATION, StatementLabel.NONE);

  @Test
  void countsMistakesByKindAndPlace() {
    ErrorGroups groups = new ErrorGroups();
    groups.add(compared("nl", StatementLabel.NONE, StatementLabel.ACCUSATION, StatementLabel.NONE));
    ErrorGroups other = new ErrorGroups();
    other.add(
        compared(
            "fr",
            StatementLabel.ACCUSATION,
            StatementLabel.COUNTER_ACCUSATION,
            StatementLabel.DENIAL));
    groups.merge(other);

    assertThat(groups.text().lines().map(String::stripTrailing))
        .containsExactlyElementsOf(
            """
                                                            cue:            quoted:            words:    lang:
                                                    all      cue   no cue  unquoted   wholly     0-10       nl       fr
              statements                              6        1        5         4        2        6        3        3
              with an act in gold                     4        1        3         2        2        4        2        2
              labelled as an act                      4        0        4         2        2        4        1        3
              act with the right label                1        0        1         0        1        1        0        1
              missed-act                              1        1        0         1        0        1        1        0
                accusation                            0        0        0         0        0        0        0        0
                denial                                1        1        0         1        0        1        1        0
                counter-accusation                    0        0        0         0        0        0        0        0
              false-act                               1        0        1         1        0        1        0        1
                accusation                            0        0        0         0        0        0        0        0
                denial                                1        0        1         1        0        1        0        1
                counter-accusation                    0        0        0         0        0        0        0        0
              accusation-counter                      1        0        1         0        1        1        1        0
              denial-charge                           1        0        1         1        0        1        0        1
              denial and none exchanged               2        1        1         2        0        2        1        1"""
                .indent(2)
                .lines()
                .toList());
  }

  @Test
  void writesTheConfusionOfEachGroupAsJson() {
    ErrorGroups groups = new ErrorGroups();
    groups.add(compared("nl", StatementLabel.NONE, StatementLabel.ACCUSATION, StatementLabel.NONE));

    assertThat(groups.json().replaceAll("\\s+", ""))
        .startsWith(
            "[{\"by\":\"all\",\"group\":\"all\",\"confusion\":[[0,0,0,0],[0,0,0,1],[1,0,0,0],[0,0,0,1]]},"
                + "{\"by\":\"cue\",\"group\":\"cue\",\"confusion\":[[0,0,0,0],[0,0,0,1],[0,0,0,0],[0,0,0,0]]},")
        .doesNotContain("\"fr\"");
  }

  @Test
  void writesAMistakeAsAJsonLine() {
    assertThat(
            compared("nl", StatementLabel.NONE, StatementLabel.ACCUSATION, StatementLabel.NONE)
                .stream()
                .filter(statement -> statement.mistake() != null)
                .map(ComparedStatement::toJsonLine))
        .containsExactly(
            "{\"kind\":\"missed-act\",\"article_id\":\"a\",\"lang\":\"nl\",\"begin\":0,\"end\":30,"
                + "\"text\":\"De minister ontkent de fraude.\",\"gold\":\"denial\",\"also\":\"\","
                + "\"predicted\":\"none\",\"p_accusation\":0.5,\"p_denial\":0.25,"
                + "\"p_counter_accusation\":0.25,\"p_none\":0.0,\"evidence\":[\"woord\"],"
                + "\"cue_label\":\"denial\",\"quoted\":\"none\",\"words\":5,\"hard\":false}",
            "{\"kind\":\"accusation-counter\",\"article_id\":\"a\",\"lang\":\"nl\",\"begin\":31,"
                + "\"end\":53,\"text\":\"“Zij liegen allemaal.”\",\"gold\":\"counter-accusation\","
                + "\"also\":\"\",\"predicted\":\"accusation\",\"p_accusation\":0.5,"
                + "\"p_denial\":0.25,\"p_counter_accusation\":0.25,\"p_none\":0.0,"
                + "\"evidence\":[\"woord\"],\"cue_label\":\"none\",\"quoted\":\"wholly\","
                + "\"words\":3,\"hard\":false}");
  }

  @Test
  void aStatementThatWasNotFoundIsAMissedAct() {
    GoldArticle gold = gold("nl");

    assertThat(ComparedStatement.of(gold, List.of()).get(0).toJsonLine())
        .contains("\"predicted\":\"none\",\"p_accusation\":null")
        .contains("\"evidence\":[]");
  }

  @ParameterizedTest
  @CsvSource({
    "accusation, none, missed-act",
    "denial, none, missed-act",
    "none, counter-accusation, false-act",
    "accusation, counter-accusation, accusation-counter",
    "counter-accusation, accusation, accusation-counter",
    "denial, counter-accusation, denial-charge",
    "accusation, denial, denial-charge"
  })
  void tellsKindsOfMistakesApart(String gold, String predicted, String kind) {
    assertThat(Mistake.of(StatementLabel.parse(gold), StatementLabel.parse(predicted)).text())
        .isEqualTo(kind);
  }

  @Test
  void aRightLabelIsNoMistake() {
    assertThatThrownBy(() -> Mistake.of(StatementLabel.DENIAL, StatementLabel.DENIAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A mistake has two labels, but both are 'denial'");
  }

  private static List<ComparedStatement> compared(String lang, StatementLabel... labels) {
    GoldArticle gold = gold(lang);
    List<Predicted> predicted = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      Span span = gold.spans().get(i);
      predicted.add(
          new Predicted(
              span.begin(),
              span.end(),
              labels[i],
              null,
              null,
              null,
              null,
              new double[] {0.5, 0.25, 0.25, 0},
              List.of("woord")));
    }
    return ComparedStatement.of(gold, predicted);
  }

  private static GoldArticle gold(String lang) {
    List<Span> spans = new ArrayList<>();
    int begin = 0;
    for (String sentence : SENTENCES) {
      spans.add(new Span(begin, begin + sentence.length()));
      begin += sentence.length() + 1;
    }
    List<GoldLabel> labels =
        GOLD.stream()
            .map(label -> new GoldLabel(label, null, "", "", null, false, null, null, null))
            .toList();
    return new GoldArticle("a", lang, null, TEXT, spans, labels);
  }
}
