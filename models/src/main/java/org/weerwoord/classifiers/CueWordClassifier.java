package org.weerwoord.classifiers;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.reading.Cue;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.Tokens;

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
  public List<Classification> classify(List<Statement> statements, Language language) {
    List<Classification> classifications = new ArrayList<>(statements.size());
    for (Statement statement : statements) {
      classifications.add(classify(Tokens.of(statement.text(), language), language));
    }
    return classifications;
  }

  private static Classification classify(Tokens tokens, Language language) {
    boolean[] acts = new boolean[StatementLabel.NONE.ordinal()];
    Cue.lexicon(language)
        .scan(
            tokens,
            (cue, begin, end) -> {
              if (cue == Cue.COUNTER) {
                acts[StatementLabel.COUNTER_ACCUSATION.ordinal()] = true;
              } else if (cue == Cue.DENY || cue == Cue.BASELESS) {
                acts[StatementLabel.DENIAL.ordinal()] = true;
              } else if (cue == Cue.ACCUSE
                  || cue == Cue.ACCUSED_PASSIVE
                  || cue == Cue.LEGAL_CHARGE) {
                acts[StatementLabel.ACCUSATION.ordinal()] = true;
              }
            });
    StatementLabel label = StatementLabel.NONE;
    for (StatementLabel act : StatementLabel.values()) {
      if (act != StatementLabel.NONE && acts[act.ordinal()]) {
        // The rarer act is the more telling one, and stands later among the labels.
        label = act;
      }
    }
    List<Double> probabilities = new ArrayList<>(StatementLabel.COUNT);
    for (StatementLabel other : StatementLabel.values()) {
      probabilities.add(other == label ? 1.0 : 0.0);
    }
    return new Classification(label, List.copyOf(probabilities), List.of());
  }
}
