package org.weerwoord.classifiers;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.text.StatementLabel;

/**
 * A baseline to measure against: the first of the cues of countering, denying and accusing that a
 * statement has decides its label, without a look at the rest of the article.
 */
public final class CueWordClassifier implements StatementClassifier {

  @Override
  public String modelId() {
    return "cue-words";
  }

  @Override
  public List<Classification> classify(ArticleActors article) {
    return article.reading().readings().stream().map(CueWordClassifier::classify).toList();
  }

  /** Returns what the cue words of a statement would have it labelled. */
  public static StatementLabel label(StatementReading statement) {
    if (statement.has(Cue.COUNTER)) {
      return StatementLabel.COUNTER_ACCUSATION;
    }
    if (statement.has(Cue.DENY) || statement.has(Cue.BASELESS)) {
      return StatementLabel.DENIAL;
    }
    return statement.has(Cue.ACCUSE)
            || statement.has(Cue.ACCUSED_PASSIVE)
            || statement.has(Cue.LEGAL_CHARGE)
        ? StatementLabel.ACCUSATION
        : StatementLabel.NONE;
  }

  private static Classification classify(StatementReading statement) {
    StatementLabel label = label(statement);
    List<Double> probabilities = new ArrayList<>(StatementLabel.COUNT);
    for (StatementLabel other : StatementLabel.values()) {
      probabilities.add(other == label ? 1.0 : 0.0);
    }
    return new Classification(label, List.copyOf(probabilities), List.of());
  }
}
