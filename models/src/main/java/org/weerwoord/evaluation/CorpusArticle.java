package org.weerwoord.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/**
 * An article of the training corpus in {@code seeds/corpus}, whose sentences are given as such.
 * Statement 0 is the title; the sentences count on from 1 through the paragraphs.
 *
 * @param id identifier, unique in the corpus; never empty
 * @param lang language as an ISO 639-1 code; never empty
 * @param date date of publication as written in the file, or null
 * @param genre kind of article, such as {@code wire}; empty if unknown
 * @param domain subject, such as {@code diplomacy}; empty if unknown
 * @param title headline; never blank
 * @param paragraphs paragraphs of sentences as printed; no paragraph is empty, no sentence blank
 * @param annotations one label a statement, the title's first
 * @param labelsOnly whether no annotator was asked for sources, targets and answers, so that none
 *     is learnt from
 */
public record CorpusArticle(
    String id,
    String lang,
    String date,
    String genre,
    String domain,
    String title,
    List<List<String>> paragraphs,
    List<GoldLabel> annotations,
    boolean labelsOnly) {

  private static final String PARAGRAPH_SEPARATOR = "\n\n";
  private static final String SENTENCE_SEPARATOR = " ";

  /**
   * @throws IllegalArgumentException if there are not as many labels as statements
   */
  public CorpusArticle {
    paragraphs = paragraphs.stream().map(List::copyOf).toList();
    annotations = List.copyOf(annotations);
    int statements = 1 + paragraphs.stream().mapToInt(List::size).sum();
    if (statements != annotations.size()) {
      throw new IllegalArgumentException(
          "Corpus article '"
              + id
              + "' needs one label a statement, but has "
              + annotations.size()
              + " labels and "
              + statements
              + " statements");
    }
  }

  /**
   * Reads one line of a corpus file: a JSON object with {@code id}, {@code lang}, {@code date},
   * {@code genre}, {@code domain}, {@code title}, {@code paragraphs} ({@code [["sentence", …],
   * …]}), {@code labels} ({@code [{i, label, also, source, target, answers}, …]}) and {@code
   * labels_only} ({@code true} or {@code false}, the default). A statement that {@code labels}
   * leaves out is {@code none}.
   *
   * @throws IllegalArgumentException if the line breaks this format; the message names the article
   *     and the field
   */
  public static CorpusArticle parse(String jsonLine) {
    JsonObject json = JsonObject.parse("Corpus article", jsonLine);
    List<List<String>> paragraphs = paragraphs(json);
    int statements = 1 + paragraphs.stream().mapToInt(List::size).sum();
    return new CorpusArticle(
        json.requiredText("id"),
        json.requiredText("lang"),
        json.text("date", null),
        json.text("genre", ""),
        json.text("domain", ""),
        trimmed(json, "title", json.requiredText("title")),
        paragraphs,
        GoldLabel.list(json, statements),
        json.flag("labels_only"));
  }

  private static List<List<String>> paragraphs(JsonObject json) {
    List<List<String>> paragraphs = new ArrayList<>();
    for (JsonNode paragraph : json.array("paragraphs")) {
      String field = "paragraphs[" + paragraphs.size() + "]";
      if (!paragraph.isArray() || paragraph.isEmpty()) {
        throw json.error(field, "must be an array of at least one sentence", paragraph);
      }
      List<String> sentences = new ArrayList<>(paragraph.size());
      for (JsonNode sentence : paragraph) {
        String at = field + "[" + sentences.size() + "]";
        if (!sentence.isTextual() || sentence.textValue().isBlank()) {
          throw json.error(at, "must be a text that is not blank", sentence);
        }
        sentences.add(trimmed(json, at, sentence.textValue()));
      }
      paragraphs.add(sentences);
    }
    return paragraphs;
  }

  private static String trimmed(JsonObject json, String field, String text) {
    if (!text.equals(text.strip())) {
      throw json.ruleBroken(field, "must not begin or end with white space, but is '" + text + "'");
    }
    return text;
  }

  /**
   * Returns the text that {@link #spans()} refer to: title and paragraphs separated by blank lines,
   * sentences by one space.
   */
  public String fullText() {
    StringBuilder text = new StringBuilder(title);
    for (List<String> sentences : paragraphs) {
      text.append(PARAGRAPH_SEPARATOR).append(String.join(SENTENCE_SEPARATOR, sentences));
    }
    return text.toString();
  }

  /** Returns the place of each statement in {@link #fullText()}, in UTF-16 units. */
  public List<Span> spans() {
    List<Span> spans = new ArrayList<>(annotations.size());
    spans.add(new Span(0, title.length()));
    int end = title.length();
    for (List<String> sentences : paragraphs) {
      int gap = PARAGRAPH_SEPARATOR.length();
      for (String sentence : sentences) {
        int begin = end + gap;
        end = begin + sentence.length();
        spans.add(new Span(begin, end));
        gap = SENTENCE_SEPARATOR.length();
      }
    }
    return spans;
  }

  /** Returns the label of each statement, the title's first. */
  public List<StatementLabel> labels() {
    return annotations.stream().map(GoldLabel::label).toList();
  }

  /** Returns who acts in each statement, the title's first. */
  public List<LabelledRoles> roles() {
    return annotations.stream()
        .map(label -> labelsOnly && label.isAct() ? LabelledRoles.UNKNOWN : label.roles())
        .toList();
  }

  /** Returns the language of the article. */
  public Language language() {
    return Language.of(lang);
  }

  /** Returns the article in the form that classifiers learn from. */
  public LabelledArticle toLabelled() {
    return new LabelledArticle(
        id, language(), StatementExtractor.annotate(fullText(), spans()), labels(), roles());
  }

  /** Returns the article in the form that an {@link Evaluation} measures on. */
  public GoldArticle toGold() {
    return new GoldArticle(id, lang, date, fullText(), spans(), annotations);
  }

  /** Returns the article as a line that {@link #parse} reads, without line end. */
  public String toJsonLine() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id);
    json.put("lang", lang);
    json.put("date", date);
    json.put("genre", genre);
    json.put("domain", domain);
    json.put("title", title);
    ArrayNode outer = json.putArray("paragraphs");
    paragraphs.forEach(sentences -> sentences.forEach(outer.addArray()::add));
    ArrayNode labels = json.putArray("labels");
    for (int i = 0; i < annotations.size(); i++) {
      GoldLabel label = annotations.get(i);
      if (label.isAct()) {
        labels
            .addObject()
            .put("i", i)
            .put("label", label.label().text())
            .put("also", label.also() == null ? "" : label.also().text())
            .put("source", label.source())
            .put("target", label.target())
            .put("answers", label.answers());
      }
    }
    if (labelsOnly) {
      json.put("labels_only", true);
    }
    return json.toString();
  }
}
