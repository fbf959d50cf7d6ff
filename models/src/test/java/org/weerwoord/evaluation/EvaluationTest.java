package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

final class EvaluationTest {

  private static final String TEXT = "Zij logen. Wij niet. Het regent.";
  private static final List<Span> SPANS =
      List.of(new Span(0, 10), new Span(11, 20), new Span(21, 32));

  @Test
  void countsAStatementThatWasNotFoundAsNone() {
    Evaluation evaluation = new Evaluation();
    evaluation.add(article("nl"), List.of());

    Scores scores = evaluation.scores(Language.DUTCH);
    assertThat(scores.articles()).isEqualTo(1);
    assertThat(scores.confusion(StatementLabel.ACCUSATION, StatementLabel.NONE)).isEqualTo(1);
    assertThat(scores.confusion(StatementLabel.DENIAL, StatementLabel.NONE)).isEqualTo(1);
    assertThat(scores.confusion(StatementLabel.NONE, StatementLabel.NONE)).isEqualTo(1);
    assertThat(scores.recall(StatementLabel.DENIAL)).isZero();
    assertThat(scores.calibrationError()).isEmpty();
  }

  @Test
  void averagesTheGapBetweenProbabilityAndTruthOverBins() {
    Evaluation evaluation = new Evaluation();
    evaluation.add(
        article("nl"),
        List.of(
            predicted(0, 10, StatementLabel.ACCUSATION, 0.8, 0.1, 0.1, 0.0),
            predicted(11, 20, StatementLabel.ACCUSATION, 0.84, 0.1, 0.06, 0.0),
            predicted(21, 32, StatementLabel.NONE, 0, 0, 0, 1)));

    // Bin 0.8–0.9: |1 right − 1.64| = 0.64; bin 0.9–1: |1 − 1| = 0; over three statements.
    assertThat(evaluation.scores().calibrationError().orElseThrow())
        .isCloseTo(0.64 / 3, within(1e-9));
    assertThat(evaluation.scores().calibration())
        .containsExactly(
            new Scores.CalibrationBin(2, 0.82, 0.5), new Scores.CalibrationBin(1, 1, 1));
  }

  @Test
  void doesNotCreditALinkToAStatementOutsideTheGoldSpans() {
    GoldArticle gold =
        new GoldArticle(
            "a",
            "nl",
            null,
            TEXT,
            SPANS.subList(1, 2),
            List.of(
                new GoldLabel(StatementLabel.DENIAL, null, "", "", 0, false, null, null, null)));
    Evaluation evaluation = new Evaluation();
    evaluation.add(
        gold,
        List.of(
            new Predicted(
                0, 10, StatementLabel.ACCUSATION, "s0", null, null, null, null, List.of()),
            new Predicted(11, 20, StatementLabel.DENIAL, "s1", null, null, "s0", null, List.of())));

    assertThat(evaluation.scores().answersSupport()).isEqualTo(1);
    assertThat(evaluation.scores().answers()).isZero();
  }

  @Test
  void groupsLanguagesInAFixedOrderAndCountsOthersUnderAllOnly() {
    Evaluation evaluation = new Evaluation();
    for (String lang : List.of("de", "it", "nl")) {
      evaluation.add(article(lang), List.of());
    }

    assertThat(evaluation.groups().keySet()).containsExactly("nl", "de", "all");
    assertThat(evaluation.scores().statements()).isEqualTo(9);
  }

  @Test
  void refusesCountsOfAnotherLength() {
    assertThatThrownBy(() -> Evaluation.ofCounts(new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An evaluation has 430 counts, but 3 were given; give what counts() returned");
  }

  @Test
  void refusesProbabilitiesThatAreNone() {
    assertThatThrownBy(() -> predicted(0, 1, StatementLabel.NONE, 0.5, -0.1, 0.3, 0.3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Probabilities must be 4 numbers from 0 to 1, one a label, but are"
                + " [0.5, -0.1, 0.3, 0.3]");
  }

  @Test
  void refusesToReportEvaluationsOfDifferentArticles() {
    Evaluation other = new Evaluation();
    other.add(article("nl"), List.of());

    assertThatThrownBy(
            () -> new EvaluationReport(Map.of("classifier", other, "majority", new Evaluation())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The evaluations of a report must be of the same gold articles");
  }

  private static GoldArticle article(String lang) {
    return new GoldArticle(
        "a",
        lang,
        null,
        TEXT,
        SPANS,
        List.of(
            new GoldLabel(StatementLabel.ACCUSATION, null, "", "", null, false, null, null, null),
            new GoldLabel(
                StatementLabel.DENIAL,
                StatementLabel.ACCUSATION,
                "",
                "",
                0,
                true,
                null,
                null,
                null),
            GoldLabel.UNMARKED));
  }

  private static Predicted predicted(
      int begin, int end, StatementLabel label, double... probabilities) {
    return new Predicted(
        begin, end, label, null, null, null, null, probabilities, List.of("woord"));
  }
}
