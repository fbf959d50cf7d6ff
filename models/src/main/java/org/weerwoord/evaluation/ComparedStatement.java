package org.weerwoord.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.classifiers.CueWordClassifier;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/**
 * A gold statement beside what was predicted of it, with what may explain a mistake.
 *
 * @param articleId identifier of the article
 * @param language language of the article
 * @param statement the gold statement, with offsets in the article's text
 * @param words number of its tokens that are no punctuation
 * @param cueLabel what the cue words in it would have it labelled; {@code none} without any
 * @param gold the annotators' label
 * @param predicted the predicted statement that overlaps it most, or null if none does
 */
public record ComparedStatement(
    String articleId,
    Language language,
    Statement statement,
    int words,
    StatementLabel cueLabel,
    GoldLabel gold,
    Predicted predicted) {

  /**
   * Compares the statements of an article, in the order of the text.
   *
   * @param predicted the article's labelled statements, with offsets in {@code gold.text()}
   */
  public static List<ComparedStatement> of(GoldArticle gold, List<Predicted> predicted) {
    Alignment alignment = new Alignment(gold, predicted);
    List<StatementReading> readings =
        ArticleReading.of(StatementExtractor.annotate(gold.text(), gold.spans()), gold.language())
            .readings();
    List<ComparedStatement> compared = new ArrayList<>(readings.size());
    for (int i = 0; i < readings.size(); i++) {
      StatementReading reading = readings.get(i);
      compared.add(
          new ComparedStatement(
              gold.id(),
              gold.language(),
              reading.statement(),
              words(reading),
              CueWordClassifier.label(reading),
              gold.labels().get(i),
              alignment.match(i)));
    }
    return compared;
  }

  private static int words(StatementReading reading) {
    int words = 0;
    for (int token = 0; token < reading.tokens().size(); token++) {
      words += reading.tokens().isWord(token) ? 1 : 0;
    }
    return words;
  }

  /** Returns the predicted label; a statement that was not found counts as {@code none}. */
  public StatementLabel predictedLabel() {
    return Alignment.labelOf(predicted);
  }

  /** Returns how gold and prediction differ, or null if they do not. */
  public Mistake mistake() {
    return gold.label() == predictedLabel() ? null : Mistake.of(gold.label(), predictedLabel());
  }

  /**
   * Returns the mistake as a line of JSON without line end: {@code kind}, {@code article_id},
   * {@code lang}, {@code begin}, {@code end} (UTF-16 units), {@code text}, {@code gold}, {@code
   * also}, {@code predicted}, {@code p_accusation}, {@code p_denial}, {@code p_counter_accusation},
   * {@code p_none} (null where unknown), {@code evidence}, {@code cue_label}, {@code quoted},
   * {@code words}, {@code hard}.
   *
   * @throws IllegalArgumentException if there is no mistake
   */
  public String toJsonLine() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", Mistake.of(gold.label(), predictedLabel()).text());
    json.put("article_id", articleId);
    json.put("lang", language.code());
    json.put("begin", statement.begin());
    json.put("end", statement.end());
    json.put("text", statement.text());
    json.put("gold", gold.label().text());
    json.put("also", gold.also() == null ? "" : gold.also().text());
    json.put("predicted", predictedLabel().text());
    for (StatementLabel label : StatementLabel.values()) {
      String field = "p_" + label.text().replace('-', '_');
      if (predicted != null && predicted.hasProbabilities()) {
        json.put(field, predicted.probability(label));
      } else {
        json.putNull(field);
      }
    }
    ArrayNode evidence = json.putArray("evidence");
    if (predicted != null) {
      predicted.evidence().forEach(evidence::add);
    }
    json.put("cue_label", cueLabel.text());
    json.put("quoted", statement.quoted().text());
    json.put("words", words);
    json.put("hard", gold.hard());
    return json.toString();
  }
}
