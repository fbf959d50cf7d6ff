package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class ThreadTreeTest {

  private static final String LONG_TEXT = "Zo loopt het altijd. ".repeat(10);

  @Test
  void putsAnswersUnderWhatTheyAnswerInTheOrderOfTheArticle() {
    Row charge =
        exchange(
            "c1",
            1,
            0,
            "accusation",
            "Bakker",
            null,
            List.of(answer("d4", 4, "Smit", "Smit", "Nee.")),
            List.of(answer("c2", 2, "Smit", "BE", LONG_TEXT)));
    Row counter =
        exchange(
            "c2",
            2,
            1,
            "counter-accusation",
            "Smit",
            "Bakker",
            List.of(answer("d3", 3, null, null, "„Onzin”, klinkt het.")),
            List.of());

    assertThat(ThreadTree.lines(List.of(charge, counter)))
        .containsExactly(
            "",
            "[a, 2024-02]",
            "Bakker (BE) → not named · accusation · other",
            "  “Tekst van c1.”",
            "  └ Smit (BE) → Bakker (BE) · counter-accusation: “"
                + LONG_TEXT.substring(0, 100)
                + "…”",
            "      └ not named · denial: „Onzin”, klinkt het.",
            "  └ Smit · denial: “Nee.”");
  }

  @Test
  void endsWhereAnswersGoInACircle() {
    Row first =
        exchange(
            "c1",
            1,
            0,
            "counter-accusation",
            "A",
            "B",
            List.of(),
            List.of(answer("c2", 2, "B", "B", "Zij!")));
    Row second =
        exchange(
            "c2",
            2,
            1,
            "counter-accusation",
            "B",
            "A",
            List.of(),
            List.of(answer("c1", 1, "A", "A", "Nee, zij!")));

    assertThat(ThreadTree.lines(List.of(first, second)))
        .hasSize(5)
        .last()
        .asString()
        .contains("Zij!");
  }

  @Test
  void namesAnArticleOnceAndPrintsNoExchangeTwice() {
    Row one = exchange("c1", 1, 0, "accusation", "A", "B", List.of(), List.of());
    Row other = exchange("c5", 5, 0, "accusation", "B", "C", List.of(), List.of());

    assertThat(ThreadTree.lines(List.of(one, one, other)))
        .filteredOn(line -> line.startsWith("["))
        .hasSize(1);
    assertThat(ThreadTree.lines(List.of(one, one, other))).hasSize(6);
  }

  private static Row exchange(
      String id,
      int position,
      int depth,
      String label,
      String accuser,
      String accused,
      List<Row> denials,
      List<Row> counters) {
    Object[] values = {
      "a",
      Date.valueOf("2024-02-01"),
      "month",
      "nl",
      null,
      null,
      id,
      "Tekst van " + id + ".",
      position,
      label,
      "other",
      accuser,
      accuser,
      "BE",
      accused,
      accused,
      accused == null ? null : "BE",
      null,
      "c1",
      depth,
      CollectionConverters.asScala(denials).toSeq(),
      CollectionConverters.asScala(counters).toSeq(),
      "m"
    };
    return new GenericRowWithSchema(values, ExchangeSchema.SCHEMA);
  }

  private static Row answer(String id, int position, String source, String side, String text) {
    Object[] values = {id, position, source, source, side, text};
    return new GenericRowWithSchema(values, ExchangeSchema.ANSWER);
  }
}
