package org.weerwoord.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;

/**
 * An article whose statements annotators delimited and labelled, to measure on.
 *
 * @param id identifier, unique in a gold set; never empty
 * @param lang language as an ISO 639-1 code; never empty
 * @param date date of publication as written in the file, or null
 * @param text full text, the title its first paragraph; never null
 * @param spans the statements' places in {@code text}, in UTF-16 units
 * @param labels one label a span, in the same order
 */
public record GoldArticle(
    String id, String lang, String date, String text, List<Span> spans, List<GoldLabel> labels) {

  /**
   * @throws IllegalArgumentException if there are not as many labels as spans, or a span ends
   *     beyond the text
   */
  public GoldArticle {
    spans = List.copyOf(spans);
    labels = List.copyOf(labels);
    if (spans.size() != labels.size()) {
      throw new IllegalArgumentException(
          "Gold article '"
              + id
              + "' needs one label a span, but has "
              + labels.size()
              + " labels and "
              + spans.size()
              + " spans");
    }
    for (Span span : spans) {
      if (span.end() > text.length()) {
        throw new IllegalArgumentException(
            "Gold article '"
                + id
                + "' has a text of "
                + text.length()
                + " UTF-16 units, but a span ends at "
                + span.end());
      }
    }
  }

  /**
   * Reads one line of a gold file: a JSON object with {@code id}, {@code lang}, {@code date},
   * {@code text}, {@code spans} ({@code [[begin, end], …]}, counted in Unicode code points, end
   * exclusive) and {@code labels} ({@code [{i, label, also, source, target, answers, hard,
   * source_b, target_b, answers_b}, …]}). A span that {@code labels} leaves out is {@code none}.
   *
   * @throws IllegalArgumentException if the line breaks this format; the message names the article
   *     and the field
   */
  public static GoldArticle parse(String jsonLine) {
    JsonObject json = JsonObject.parse("Gold article", jsonLine);
    String text = json.requiredText("text");
    List<Span> spans = spans(json, CodePointOffsets.of(text));
    return new GoldArticle(
        json.requiredText("id"),
        json.requiredText("lang"),
        json.text("date", null),
        text,
        spans,
        GoldLabel.list(json, spans.size()));
  }

  private static List<Span> spans(JsonObject json, CodePointOffsets offsets) {
    List<JsonNode> pairs = json.array("spans");
    List<Span> spans = new ArrayList<>(pairs.size());
    for (int k = 0; k < pairs.size(); k++) {
      JsonNode pair = pairs.get(k);
      boolean valid =
          pair.isArray()
              && pair.size() == 2
              && pair.get(0).isInt()
              && pair.get(1).isInt()
              && pair.get(0).intValue() >= 0
              && pair.get(0).intValue() < pair.get(1).intValue()
              && pair.get(1).intValue() <= offsets.codePoints();
      if (!valid) {
        throw json.error(
            "spans[" + k + "]",
            "must be [begin, end] with 0 <= begin < end <= "
                + offsets.codePoints()
                + ", the code points of the text",
            pair);
      }
      spans.add(
          new Span(offsets.utf16(pair.get(0).intValue()), offsets.utf16(pair.get(1).intValue())));
    }
    return spans;
  }

  /** Returns the language that the article is counted under. */
  public Language language() {
    return Language.of(lang);
  }

  /** Returns the article without what annotators found, to be split and labelled. */
  public Article toArticle() {
    return new Article(id, null, language().code(), null, null, null, text);
  }

  /** Returns the text of the statement with an index, as printed. */
  public String statement(int index) {
    Span span = spans.get(index);
    return text.substring(span.begin(), span.end());
  }
}
