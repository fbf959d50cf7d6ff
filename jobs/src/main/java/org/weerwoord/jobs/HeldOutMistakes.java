package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.evaluation.Mistake;
import org.weerwoord.text.StatementLabel;

/**
 * The wrong labels of which a model was surest, on articles of the corpus that it had not learnt
 * from: examples for its card of what fails.
 */
final class HeldOutMistakes {

  private static final int EXAMPLES_OF_A_KIND = 4;
  private static final int LONGEST = 180;

  private HeldOutMistakes() {}

  /**
   * An article as a model saw it that had not learnt from it.
   *
   * @param probabilities calibrated, of each statement
   */
  record Unseen(LabelledArticle article, List<double[]> probabilities) implements Serializable {}

  /** A statement with a wrong label. */
  private record Example(
      Mistake kind,
      String articleId,
      int position,
      String text,
      StatementLabel label,
      StatementLabel given,
      double probability)
      implements Serializable {}

  /** Surest first; the place decides between equals, so that the order is always the same. */
  private static final class SurestFirst implements Comparator<Example>, Serializable {
    @Override
    public int compare(Example a, Example b) {
      int byProbability = Double.compare(b.probability, a.probability);
      int byArticle = byProbability != 0 ? byProbability : a.articleId.compareTo(b.articleId);
      return byArticle != 0 ? byArticle : Integer.compare(a.position, b.position);
    }
  }

  /** Adds examples of each kind of mistake. */
  static void add(ArrayNode json, JavaRDD<Unseen> articles, double threshold) {
    JavaRDD<Example> mistakes =
        articles.flatMap(article -> mistakes(article, threshold).iterator()).cache();
    for (Mistake kind : Mistake.values()) {
      for (Example example :
          mistakes
              .filter(mistake -> mistake.kind == kind)
              .takeOrdered(EXAMPLES_OF_A_KIND, new SurestFirst())) {
        ObjectNode node = json.addObject();
        node.put("kind", kind.text());
        node.put("article_id", example.articleId);
        node.put("position", example.position);
        node.put("text", example.text);
        node.put("label", example.label.text());
        node.put("given", example.given.text());
        node.put("probability", Math.rint(example.probability * 1e2) / 1e2);
      }
    }
    mistakes.unpersist();
  }

  private static List<Example> mistakes(Unseen unseen, double threshold) {
    List<Example> mistakes = new ArrayList<>();
    LabelledArticle article = unseen.article();
    for (int i = 0; i < article.labels().size(); i++) {
      double[] probabilities = unseen.probabilities().get(i);
      StatementLabel label = article.labels().get(i);
      StatementLabel given = StackedClassifier.decide(probabilities, threshold);
      String text = article.statements().get(i).text();
      if (given != label && text.length() <= LONGEST) {
        mistakes.add(
            new Example(
                Mistake.of(label, given),
                article.id(),
                i,
                text,
                label,
                given,
                probabilities[given.ordinal()]));
      }
    }
    return mistakes;
  }
}
