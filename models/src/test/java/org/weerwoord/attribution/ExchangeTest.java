package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.weerwoord.text.StatementLabel.ACCUSATION;
import static org.weerwoord.text.StatementLabel.COUNTER_ACCUSATION;
import static org.weerwoord.text.StatementLabel.DENIAL;
import static org.weerwoord.text.StatementLabel.NONE;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.StatementLabel;

class ExchangeTest {

  private static final int NO = LabelledRoles.NO_ANSWER;

  @Test
  void gathersTheAnswersOfEachChargeInTheOrderOfTheArticle() {
    List<StatementLabel> labels =
        List.of(DENIAL, ACCUSATION, NONE, COUNTER_ACCUSATION, DENIAL, DENIAL);

    assertThat(exchanges(labels, 1, NO, NO, 1, 1, 3))
        .containsExactly(
            new Exchange(1, 1, 0, List.of(0, 4), List.of(3)),
            new Exchange(3, 1, 1, List.of(5), List.of()));
  }

  @Test
  void countsTheAnswersUpToTheFirstChargeOfAChain() {
    List<StatementLabel> labels =
        List.of(COUNTER_ACCUSATION, COUNTER_ACCUSATION, COUNTER_ACCUSATION, ACCUSATION);

    assertThat(exchanges(labels, 2, 0, 3, NO))
        .extracting(Exchange::first, Exchange::depth)
        .containsExactly(tuple(3, 2), tuple(3, 3), tuple(3, 1), tuple(3, 0));
  }

  @Test
  void takesTheEarliestChargeOfACircleForTheFirst() {
    List<StatementLabel> labels =
        List.of(
            COUNTER_ACCUSATION,
            COUNTER_ACCUSATION,
            COUNTER_ACCUSATION,
            COUNTER_ACCUSATION,
            ACCUSATION);

    // 0 leads into the circle of 1, 2 and 3.
    assertThat(exchanges(labels, 2, 3, 1, 2, NO))
        .extracting(Exchange::first, Exchange::depth)
        .containsExactly(tuple(1, 2), tuple(1, 0), tuple(1, 1), tuple(1, 2), tuple(4, 0));
    assertThat(exchanges(labels, 0, NO, NO, NO, NO))
        .extracting(Exchange::first, Exchange::depth)
        .startsWith(tuple(0, 0));
  }

  @Test
  void findsNoExchangeWithoutACharge() {
    assertThat(exchanges(List.of(NONE, DENIAL), NO, NO)).isEmpty();
    assertThat(exchanges(List.of())).isEmpty();
  }

  private static List<Exchange> exchanges(List<StatementLabel> labels, int... answers) {
    return Exchange.of(
        labels,
        Arrays.stream(answers)
            .mapToObj(answer -> new Attribution(null, null, null, null, answer, null))
            .toList());
  }
}
