package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class WireCopiesTest {

  private static final Offset<Double> ABOUT = within(0.006);

  private SparkSession spark;
  private final List<Row> articles = new ArrayList<>();

  @BeforeEach
  void useTheSharedSession(SparkSession shared) {
    spark = shared;
  }

  @Test
  void findsTheFirstOfTextsThatDifferLittle() {
    List<String> wire = words(1, 200);
    add("agency", "2024-01-02", text(wire));
    add("same-words", "2024-01-02", text(wire).toUpperCase(Locale.ROOT) + "!");
    add("headline", "2024-01-03", "Nieuws van de dag: " + text(wire));
    add("cut", "2024-01-03", text(wire.subList(0, 170)));
    add("five-words-changed", null, text(changed(wire, 40)));
    add("rewritten", "2024-01-03", text(changed(wire, 5)));
    add("half", "2024-01-03", text(wire.subList(0, 100)));
    add("other", "2024-01-03", text(words(2, 200)));
    String brief = text(words(3, 40));
    add("brief", "2024-01-04", brief);
    add("brief-again", "2024-01-03", brief);
    add("brief-changed", "2024-01-04", brief + " morgen");

    assertThat(firsts(1))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "same-words", "agency",
                "headline", "agency",
                "cut", "agency",
                "five-words-changed", "agency",
                "brief", "brief-again"));
    assertThat(firsts(5)).isEqualTo(firsts(1));
  }

  @Test
  void measuresTheShareOfRunsThatBothTextsHave() {
    List<String> wire = words(1, 200);

    assertThat(similarity(text(wire), text(wire).toUpperCase(Locale.ROOT) + "!")).isEqualTo(1);
    assertThat(similarity(text(wire), "Nieuws van de dag: " + text(wire))).isEqualTo(0.98, ABOUT);
    assertThat(similarity(text(wire), text(changed(wire, 40)))).isEqualTo(0.86, ABOUT);
    assertThat(similarity(text(wire), text(wire.subList(0, 170)))).isEqualTo(0.85, ABOUT);
    assertThat(similarity(text(wire), text(wire.subList(0, 100)))).isEqualTo(0.49, ABOUT);
    assertThat(similarity(text(wire), text(changed(wire, 5)))).isEqualTo(0.25, ABOUT);
    assertThat(similarity(text(wire), text(words(2, 200)))).isZero();
    assertThat(WordShingles.of(text(wire.subList(0, 49))).set()).isNull();
  }

  private static double similarity(String one, String other) {
    return WordShingles.similarity(WordShingles.of(one).set(), WordShingles.of(other).set());
  }

  @Test
  void takesTheEarliestForTheFirstThenTheSmallestId() {
    List<String> wire = words(1, 100);
    add("a", null, text(wire));
    add("b", "2024-01-02", text(changed(wire, 60)));
    add("c", "2024-01-01", text(wire) + " c");
    add("d", "2024-01-01", text(wire) + " d");

    assertThat(firsts(2)).isEqualTo(Map.of("a", "c", "b", "c", "d", "c"));
  }

  @Test
  void doesNotDrawALongChainIntoOne() {
    // Each has a tenth of its words from the next: the tenth has none of the first any more.
    List<String> all = words(1, 400);
    for (int i = 0; i < 10; i++) {
      add("live-" + i, "2024-01-01", text(all.subList(20 * i, 20 * i + 200)));
    }

    Map<String, String> firsts = firsts(2);
    assertThat(firsts).containsEntry("live-1", "live-0");
    assertThat(firsts.values()).doesNotContainAnyElementsOf(firsts.keySet());
    firsts.forEach(
        (copy, first) -> assertThat(copy.charAt(5) - first.charAt(5)).as(copy).isBetween(1, 1));
  }

  @Test
  void findsAThousandCopiesOfOneText() {
    List<String> wire = words(1, 120);
    for (int i = 0; i < 1000; i++) {
      add("near-" + i, "2024-01-01", text(wire) + " " + i);
      add("same-" + i, "2024-01-02", text(wire));
    }
    add("first", "2023-12-31", text(wire));

    Map<String, String> firsts = firsts(3);
    assertThat(firsts).hasSize(2000);
    assertThat(firsts.values()).containsOnly("first");
  }

  @Test
  void keepsTextsWithoutWordsApart() {
    add("a", null, "…");
    add("b", null, "!");
    add("c", null, "!");

    assertThat(firsts(1)).isEqualTo(Map.of("c", "b"));
  }

  private void add(String id, String date, String text) {
    WordShingles words = WordShingles.of(text);
    articles.add(
        RowFactory.create(
            id,
            ArticleDigest.of(id + text),
            date == null ? null : Date.valueOf(date),
            date == null ? null : "day",
            null,
            null,
            false,
            null,
            words.digest(),
            words.set()));
  }

  private Map<String, String> firsts(int partitions) {
    Collections.shuffle(articles, new Random(partitions));
    Map<String, String> firsts = new TreeMap<>();
    WireCopies.of(spark.createDataFrame(articles, ArticleKeys.SCHEMA).repartition(partitions))
        .where("first_id IS NOT NULL")
        .collectAsList()
        .forEach(row -> firsts.put(row.getAs("article_id"), row.getAs("first_id")));
    return firsts;
  }

  private static List<String> words(int seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> "woord" + random.nextInt(2000)).toList();
  }

  /** Changes every so many words. */
  private static List<String> changed(List<String> words, int every) {
    return IntStream.range(0, words.size())
        .mapToObj(i -> i % every == every / 2 ? "anders" + i : words.get(i))
        .toList();
  }

  private static String text(List<String> words) {
    return words.stream().collect(Collectors.joining(" "));
  }
}
