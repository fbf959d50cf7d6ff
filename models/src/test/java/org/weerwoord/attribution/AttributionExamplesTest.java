package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weerwoord.attribution.AttributionExamples.Choice;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

class AttributionExamplesTest {

  private static final String TEXT =
      "Jan Smit beschuldigt Piet Koster van fraude. Ans Maes verwijt Els Claes laster. Het regende."
          + " Volgens Jan Smit heeft Piet Koster ook gelogen. Piet Koster ontkent dat. Jan Smit zei"
          + " later dat Piet Koster alles had vernietigd.";

  private static final List<StatementLabel> LABELS =
      List.of(
          StatementLabel.ACCUSATION,
          StatementLabel.ACCUSATION,
          StatementLabel.NONE,
          StatementLabel.ACCUSATION,
          StatementLabel.DENIAL,
          StatementLabel.ACCUSATION);

  @Test
  void aReplyAnswersTheAnnotatedChargeOrTheLastBeforeItThatIsTheSame() {
    assertThat(rightCharges(0)).containsExactly(0, 3);
    assertThat(rightCharges(3)).containsExactly(3);
    assertThat(rightCharges(5)).containsExactly(3, 5);
    assertThat(rightCharges(1)).containsExactly(1);
    assertThat(rightCharges(LabelledRoles.NO_ANSWER))
        .as("none of the charges")
        .containsExactly(LabelledRoles.NO_ANSWER);
  }

  @Test
  void anActThatGoesOnFromOneOfItsKindCountsMore() {
    AttributionExamples examples = examples(0, "Jan Smit");

    assertThat(weights(examples.sources())).containsExactly(1.0, 2.5, 2.5, 1.0, 1.0);
    assertThat(weights(examples.targets())).containsExactly(1.0, 2.5, 2.5, 1.0, 1.0);
  }

  @Test
  void anActOfNobodyCountsMoreForItsSource() {
    AttributionExamples examples = examples(0, "");

    assertThat(weights(examples.sources())).containsExactly(4.0, 2.5, 10.0, 1.0, 4.0);
    assertThat(weights(examples.targets())).containsExactly(1.0, 2.5, 2.5, 1.0, 1.0);
  }

  private static List<Double> weights(List<Choice> choices) {
    return choices.stream().map(Choice::weight).toList();
  }

  /** Returns the charges that are right for the denial. */
  private static List<Integer> rightCharges(int answers) {
    List<Choice> links = examples(answers, "Jan Smit").links();
    assertThat(links).hasSize(1);
    List<Integer> candidates = List.of(LabelledRoles.NO_ANSWER, 0, 1, 3, 5);
    assertThat(links.get(0).size()).isEqualTo(candidates.size());
    return IntStream.range(0, candidates.size())
        .filter(links.get(0)::isRight)
        .mapToObj(candidates::get)
        .toList();
  }

  private static AttributionExamples examples(int answers, String accuser) {
    LabelledRoles charge = new LabelledRoles(accuser, "Piet Koster", LabelledRoles.NO_ANSWER);
    List<LabelledRoles> roles =
        List.of(
            charge,
            new LabelledRoles("Ans Maes", "Els Claes", LabelledRoles.NO_ANSWER),
            LabelledRoles.NONE,
            charge,
            new LabelledRoles("Piet Koster", accuser, answers),
            charge);
    Article article = new Article("a", null, "nl", null, null, null, TEXT);
    ArticleReading reading = ArticleReading.of(StatementExtractor.extract(article), Language.DUTCH);
    return new AttributionExamples(ArticleActors.of(reading), LABELS, roles, null);
  }
}
