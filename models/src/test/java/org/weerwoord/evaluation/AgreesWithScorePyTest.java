package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.StatementLabel;

/**
 * Compares {@link Evaluation} with the script that defines the scores, {@code score.py}, which
 * lives with the gold articles outside this repository.
 *
 * <p>{@code gold.jsonl} holds three articles a language from {@code seeds/corpus} in the gold
 * format, two of them with emoji put in, with second labels, second annotators' names and arguable
 * cases drawn by a seeded generator; {@code predicted.jsonl} holds made-up predictions with wrong
 * labels, shifted, merged, halved and lost statements, and wrong or missing names and links, at
 * offsets in code points. {@code expected.json} is the output of {@code score.py gold.jsonl --
 * predicted.jsonl --json} (Python 3.11). The F1 with a second label allowed, which the script
 * prints to three digits but leaves out of its JSON, was added to that dictionary at full precision
 * as {@code f1_second_label_allowed}.
 */
final class AgreesWithScorePyTest {

  private static final double TOLERANCE = 1e-12;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyScoreEqualsTheScripts() throws IOException {
    Evaluation evaluation = new Evaluation();
    for (GoldArticle article : articles()) {
      evaluation.add(article, predicted(article));
    }

    JsonNode expected = JSON.readTree(resource("expected.json"));
    JsonNode actual =
        JSON.readTree(new EvaluationReport(Map.of("classifier", evaluation)).json())
            .get("classifier");

    assertThat(fieldNames(actual)).containsExactlyElementsOf(fieldNames(expected));
    assertThat(assertEqual("", expected, actual)).isEqualTo(5 * (4 * 5 + 3 + 3 + 3 + 2));
  }

  @Test
  void mergingSingleArticlesInAnyOrderGivesTheSameCounts() {
    Evaluation whole = new Evaluation();
    Evaluation merged = new Evaluation();
    List<GoldArticle> articles = articles();
    for (int k = 0; k < articles.size(); k++) {
      whole.add(articles.get(k), predicted(articles.get(k)));
      GoldArticle other = articles.get(articles.size() - 1 - k);
      Evaluation part = new Evaluation();
      part.add(other, predicted(other));
      merged.merge(Evaluation.ofCounts(part.counts()));
    }

    assertThat(merged.counts()).isEqualTo(whole.counts());
  }

  @Test
  void fixtureHoldsTextsWhoseUtf16OffsetsDifferFromCodePoints() {
    assertThat(articles())
        .filteredOn(a -> a.text().codePointCount(0, a.text().length()) < a.text().length())
        .hasSize(2);
  }

  /** Compares all numbers of {@code expected} with those at the same place; returns how many. */
  private static int assertEqual(String path, JsonNode expected, JsonNode actual) {
    int compared = 0;
    for (String field : fieldNames(expected)) {
      String at = path + "/" + field;
      assertThat(actual.has(field)).as(at).isTrue();
      if (expected.get(field).isObject()) {
        compared += assertEqual(at, expected.get(field), actual.get(field));
      } else {
        assertThat(actual.get(field).doubleValue())
            .as(at)
            .isCloseTo(expected.get(field).doubleValue(), within(TOLERANCE));
        compared++;
      }
    }
    return compared;
  }

  private static List<String> fieldNames(JsonNode node) {
    List<String> names = new ArrayList<>();
    Iterator<String> fields = node.fieldNames();
    fields.forEachRemaining(names::add);
    return names;
  }

  private static List<GoldArticle> articles() {
    return resource("gold.jsonl").lines().map(GoldArticle::parse).toList();
  }

  private static List<Predicted> predicted(GoldArticle article) {
    CodePointOffsets offsets = CodePointOffsets.of(article.text());
    List<Predicted> statements = new ArrayList<>();
    for (String line : resource("predicted.jsonl").lines().toList()) {
      JsonNode json = tree(line);
      if (json.get("article_id").textValue().equals(article.id())) {
        statements.add(
            new Predicted(
                offsets.utf16(json.get("begin").intValue()),
                offsets.utf16(json.get("end").intValue()),
                StatementLabel.parse(json.get("label").textValue()),
                json.get("statement_id").textValue(),
                json.path("source").textValue(),
                json.path("target").textValue(),
                json.path("answers").textValue(),
                null,
                List.of()));
      }
    }
    return statements;
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = AgreesWithScorePyTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
