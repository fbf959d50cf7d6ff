package org.weerwoord.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.evaluation.GoldArticle;
import org.weerwoord.evaluation.GoldLabel;
import org.weerwoord.evaluation.Predicted;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/** Finds in a gold article what is to be compared with it. Ready to be broadcast. */
@FunctionalInterface
interface GoldPredictor extends Serializable {

  /** Returns the statements found in the article's text, with offsets in it. */
  List<Predicted> predict(GoldArticle gold);

  /** Returns a predictor that splits and labels the text as the label job does it. */
  static GoldPredictor of(Labeller labeller) {
    return gold -> Predicted.all(labeller.label(gold.toArticle()));
  }

  /**
   * Returns a predictor that takes sentences and labels from gold, so that its errors are those of
   * attribution alone.
   */
  static GoldPredictor onGoldLabels(Labeller labeller) {
    return gold -> {
      List<Statement> statements = StatementExtractor.annotate(gold.text(), gold.spans());
      List<StatementLabel> labels = gold.labels().stream().map(GoldLabel::label).toList();
      List<Attribution> attributions = labeller.attribute(statements, gold.language(), labels);
      List<Predicted> predicted = new ArrayList<>(statements.size());
      for (int i = 0; i < statements.size(); i++) {
        predicted.add(
            Predicted.of(statements.get(i), labels.get(i), attributions.get(i), null, List.of()));
      }
      return predicted;
    };
  }
}
