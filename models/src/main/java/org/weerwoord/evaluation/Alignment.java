package org.weerwoord.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

/**
 * Matches the statements that annotators and a classifier found in one article. Each gold statement
 * belongs to the predicted statement that overlaps it most, the first of several that overlap it
 * equally; annotators and classifier may have set other boundaries.
 */
final class Alignment {

  private static final int NO_SPAN = -1;

  private final List<Span> spans;
  private final List<Predicted> predicted;
  private final Map<String, Predicted> byId = new HashMap<>();

  Alignment(GoldArticle gold, List<Predicted> predicted) {
    this.spans = gold.spans();
    this.predicted = predicted;
    for (Predicted statement : predicted) {
      if (statement.statementId() != null) {
        byId.put(statement.statementId(), statement);
      }
    }
  }

  /** Returns the predicted statement that a gold statement belongs to, or null if none overlaps. */
  Predicted match(int index) {
    Span span = spans.get(index);
    int best = 0;
    Predicted match = null;
    for (Predicted statement : predicted) {
      int overlap = overlap(span, statement.span());
      if (overlap > best) {
        best = overlap;
        match = statement;
      }
    }
    return match;
  }

  /** Returns the label of a match; no match means that no act was found. */
  static StatementLabel labelOf(Predicted match) {
    return match == null ? StatementLabel.NONE : match.label();
  }

  /** Returns whether a statement is linked to a charge that an annotator linked the gold one to. */
  boolean answersRightly(Predicted match, GoldLabel gold) {
    int answered = answered(match);
    return answered != NO_SPAN && gold.isAnswerTo(answered);
  }

  /** Returns the index of the gold statement that a match is linked to, negative if to none. */
  int answered(Predicted match) {
    if (match == null || match.answers() == null) {
      return NO_SPAN;
    }
    Predicted charge = byId.get(match.answers());
    return charge == null ? NO_SPAN : indexOf(charge);
  }

  private int indexOf(Predicted statement) {
    int best = 0;
    int index = NO_SPAN;
    for (int i = 0; i < spans.size(); i++) {
      int overlap = overlap(spans.get(i), statement.span());
      if (overlap > best) {
        best = overlap;
        index = i;
      }
    }
    return index;
  }

  private static int overlap(Span a, Span b) {
    return Math.min(a.end(), b.end()) - Math.max(a.begin(), b.begin());
  }
}
