package org.weerwoord.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributedActor;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.evaluation.GoldArticle;
import org.weerwoord.evaluation.GoldLabel;
import org.weerwoord.evaluation.Predicted;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
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
    return gold -> {
      Article article =
          new Article(gold.id(), null, gold.language().code(), null, null, null, gold.text());
      List<Statement> statements = StatementExtractor.extract(article);
      Labeller.Labelled labelled = labeller.label(statements, gold.language());
      List<Predicted> predicted = new ArrayList<>(statements.size());
      for (int i = 0; i < statements.size(); i++) {
        Classification classification = labelled.classifications().get(i);
        predicted.add(
            predicted(
                statements.get(i),
                classification.label(),
                labelled.attributions().get(i),
                classification.probabilities().stream().mapToDouble(p -> p).toArray(),
                classification.evidence()));
      }
      return predicted;
    };
  }

  /**
   * Returns a predictor that takes sentences and labels from gold, so that its errors are those of
   * attribution alone.
   */
  static GoldPredictor onGoldLabels(Attributor attributor) {
    return gold -> {
      List<Statement> statements = StatementExtractor.annotate(gold.text(), gold.spans());
      List<StatementLabel> labels = gold.labels().stream().map(GoldLabel::label).toList();
      List<Attribution> attributions =
          attributor.attribute(
              ArticleActors.of(ArticleReading.of(statements, gold.language())), labels);
      List<Predicted> predicted = new ArrayList<>(statements.size());
      for (int i = 0; i < statements.size(); i++) {
        predicted.add(
            predicted(statements.get(i), labels.get(i), attributions.get(i), null, List.of()));
      }
      return predicted;
    };
  }

  private static Predicted predicted(
      Statement statement,
      StatementLabel label,
      Attribution attribution,
      double[] probabilities,
      List<String> evidence) {
    return new Predicted(
        statement.begin(),
        statement.end(),
        label,
        Integer.toString(statement.position()),
        name(attribution.source()),
        name(attribution.target()),
        attribution.answers() == LabelledRoles.NO_ANSWER
            ? null
            : Integer.toString(attribution.answers()),
        probabilities,
        evidence);
  }

  private static String name(AttributedActor actor) {
    return actor == null ? null : actor.name();
  }
}
