package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

class RoleErrorsTest {

  private static final GoldArticle GOLD =
      new GoldArticle(
          "a",
          "en",
          null,
          "Bea blames Al. He lies, too. Al denies it. It rains.",
          List.of(new Span(0, 14), new Span(15, 28), new Span(29, 42), new Span(43, 52)),
          List.of(
              act(StatementLabel.ACCUSATION, "Bea", "Al", null),
              act(StatementLabel.ACCUSATION, "Bea", "Al", null),
              act(StatementLabel.DENIAL, "Al", "Bea", 0),
              GoldLabel.UNMARKED));

  @Test
  void listsEachRoleThatWasNotFound() {
    assertThat(
            errors(
                found(0, 14, StatementLabel.ACCUSATION, "0", "Bea", null, null),
                found(15, 28, StatementLabel.ACCUSATION, "1", "Bea", "Al", null),
                found(29, 42, StatementLabel.DENIAL, "2", "the rain", "Bea", "1")))
        .containsExactly(
            "{\"article_id\":\"a\",\"lang\":\"en\",\"begin\":0,\"end\":14,\"text\":\"Bea blames Al.\","
                + "\"label\":\"accusation\",\"role\":\"target\",\"expected\":\"Al\",\"found\":\"\"}",
            "{\"article_id\":\"a\",\"lang\":\"en\",\"begin\":29,\"end\":42,\"text\":\"Al denies it.\","
                + "\"label\":\"denial\",\"role\":\"source\",\"expected\":\"Al\",\"found\":\"the rain\"}",
            "{\"article_id\":\"a\",\"lang\":\"en\",\"begin\":29,\"end\":42,\"text\":\"Al denies it.\","
                + "\"label\":\"denial\",\"role\":\"answers\",\"expected\":\"Bea blames Al.\","
                + "\"found\":\"He lies, too.\"}");
  }

  @Test
  void leavesOutStatementsWithAnotherLabel() {
    assertThat(errors(found(0, 14, StatementLabel.DENIAL, "0", null, null, null))).isEmpty();
    assertThat(errors()).isEmpty();
  }

  @Test
  void tellsWhatAnUnlinkedReplyAnswers() {
    assertThat(errors(found(29, 42, StatementLabel.DENIAL, "2", "Al", "Bea", null)))
        .singleElement()
        .asString()
        .contains("\"role\":\"answers\",\"expected\":\"Bea blames Al.\",\"found\":\"\"");
  }

  private static List<String> errors(Predicted... predicted) {
    return RoleErrors.of(GOLD, List.of(predicted)).stream()
        .map(RoleErrors.RoleError::toJsonLine)
        .toList();
  }

  private static GoldLabel act(
      StatementLabel label, String source, String target, Integer answers) {
    return new GoldLabel(label, null, source, target, answers, false, null, null, null);
  }

  private static Predicted found(
      int begin,
      int end,
      StatementLabel label,
      String id,
      String source,
      String target,
      String answers) {
    return new Predicted(begin, end, label, id, source, target, answers, null, List.of());
  }
}
