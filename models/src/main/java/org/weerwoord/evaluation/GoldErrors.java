package org.weerwoord.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

/** Lists the gold statements that were labelled wrongly, for reading. */
public final class GoldErrors {

  private GoldErrors() {}

  /**
   * A gold statement that was given another label.
   *
   * @param articleId identifier of the article
   * @param lang language of the article
   * @param begin offset of the statement in the article's text, in UTF-16 units
   * @param end offset after the statement, in UTF-16 units
   * @param text the statement as printed
   * @param gold the annotators' label
   * @param predicted the predicted statement that overlaps it most, or null if none does
   */
  public record GoldError(
      String articleId,
      String lang,
      int begin,
      int end,
      String text,
      GoldLabel gold,
      Predicted predicted) {

    /**
     * Returns the error as a line of JSON without line end: {@code article_id}, {@code lang},
     * {@code begin}, {@code end}, {@code text}, {@code gold}, {@code also}, {@code predicted},
     * {@code p_accusation}, {@code p_denial}, {@code p_counter_accusation}, {@code p_none} (null
     * where unknown), {@code hard}.
     */
    public String toJsonLine() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("article_id", articleId);
      json.put("lang", lang);
      json.put("begin", begin);
      json.put("end", end);
      json.put("text", text);
      json.put("gold", gold.label().text());
      json.put("also", gold.also() == null ? "" : gold.also().text());
      json.put("predicted", Alignment.labelOf(predicted).text());
      for (StatementLabel label : StatementLabel.values()) {
        String field = "p_" + label.text().replace('-', '_');
        if (predicted != null && predicted.hasProbabilities()) {
          json.put(field, predicted.probability(label));
        } else {
          json.putNull(field);
        }
      }
      json.put("hard", gold.hard());
      return json.toString();
    }
  }

  /**
   * Returns the wrongly labelled statements of an article, in the order of the text. A statement
   * that no predicted one overlaps counts as labelled {@code none}, as in {@link Evaluation}.
   *
   * @param predicted the article's labelled statements, with offsets in {@code gold.text()}
   */
  public static List<GoldError> of(GoldArticle gold, List<Predicted> predicted) {
    Alignment alignment = new Alignment(gold, predicted);
    List<GoldError> errors = new ArrayList<>();
    for (int i = 0; i < gold.spans().size(); i++) {
      GoldLabel label = gold.labels().get(i);
      Predicted match = alignment.match(i);
      if (Alignment.labelOf(match) != label.label()) {
        Span span = gold.spans().get(i);
        errors.add(
            new GoldError(
                gold.id(), gold.lang(), span.begin(), span.end(), gold.statement(i), label, match));
      }
    }
    return errors;
  }
}
