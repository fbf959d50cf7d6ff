package org.weerwoord.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.text.Span;

/**
 * Lists the gold acts that were labelled rightly, but whose source, target or answered charge was
 * not found, for reading.
 */
public final class RoleErrors {

  private RoleErrors() {}

  /** What was to be found. */
  public enum Role {
    /** Who accuses, denies or counters. */
    SOURCE("source"),
    /** Who is blamed or made the denied charge. */
    TARGET("target"),
    /** The statement with the charge that is answered. */
    ANSWERS("answers");

    private final String text;

    Role(String text) {
      this.text = text;
    }
  }

  /**
   * A gold act of which something else was found.
   *
   * @param articleId identifier of the article
   * @param lang language of the article
   * @param begin offset of the statement in the article's text, in UTF-16 units
   * @param end offset after the statement, in UTF-16 units
   * @param text the statement as printed
   * @param label its label, on which annotators and classifier agree
   * @param role what was to be found
   * @param expected what the first annotator has: a name, or the text of the answered statement;
   *     empty if the text does not say
   * @param found what was found instead; empty if nothing was
   */
  public record RoleError(
      String articleId,
      String lang,
      int begin,
      int end,
      String text,
      String label,
      Role role,
      String expected,
      String found) {

    /**
     * Returns the error as a line of JSON without line end: {@code article_id}, {@code lang},
     * {@code begin}, {@code end}, {@code text}, {@code label}, {@code role}, {@code expected},
     * {@code found}.
     */
    public String toJsonLine() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("article_id", articleId);
      json.put("lang", lang);
      json.put("begin", begin);
      json.put("end", end);
      json.put("text", text);
      json.put("label", label);
      json.put("role", role.text);
      json.put("expected", expected);
      json.put("found", found);
      return json.toString();
    }
  }

  /**
   * Returns the errors of an article, in the order of the text. A reply that no annotator linked to
   * a charge is not looked at for its answer, as in {@link Evaluation}.
   *
   * @param predicted the article's labelled statements, with offsets in {@code gold.text()}
   */
  public static List<RoleError> of(GoldArticle gold, List<Predicted> predicted) {
    Alignment alignment = new Alignment(gold, predicted);
    List<RoleError> errors = new ArrayList<>();
    for (int i = 0; i < gold.spans().size(); i++) {
      GoldLabel label = gold.labels().get(i);
      Predicted match = alignment.match(i);
      if (!label.isAct() || Alignment.labelOf(match) != label.label()) {
        continue;
      }
      if (!label.hasSource(match.source())) {
        errors.add(error(gold, i, Role.SOURCE, label.source(), match.source()));
      }
      if (!label.hasTarget(match.target())) {
        errors.add(error(gold, i, Role.TARGET, label.target(), match.target()));
      }
      if (label.isLinkedReply() && !alignment.answersRightly(match, label)) {
        Integer expected = label.answers() == null ? label.secondAnswers() : label.answers();
        int found = alignment.answered(match);
        errors.add(
            error(
                gold,
                i,
                Role.ANSWERS,
                gold.statement(expected),
                found < 0 ? null : gold.statement(found)));
      }
    }
    return errors;
  }

  private static RoleError error(
      GoldArticle gold, int index, Role role, String expected, String found) {
    Span span = gold.spans().get(index);
    return new RoleError(
        gold.id(),
        gold.lang(),
        span.begin(),
        span.end(),
        gold.statement(index),
        gold.labels().get(index).label().text(),
        role,
        expected,
        found == null ? "" : found);
  }
}
