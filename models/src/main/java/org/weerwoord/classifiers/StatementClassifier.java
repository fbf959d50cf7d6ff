package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.List;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.RoleScorer;

/**
 * Labels the statements of an article. The whole article is given at once, since a
 * counter-accusation can only be told from an accusation by what was said before.
 *
 * <p>Implementations are safe for use by several threads, and serialisable, to be broadcast.
 */
public interface StatementClassifier extends Serializable {

  /** Returns what identifies the model in the output, such as {@code mllib-1a2b3c4d}. */
  String modelId();

  /**
   * Labels the statements of an article.
   *
   * @return one classification a statement, in their order
   */
  List<Classification> classify(ArticleActors article);

  /**
   * What a classifier makes of an article.
   *
   * @param classifications one a statement, in their order
   * @param roles scores who acts in it; null of a classifier that does not
   */
  record Read(List<Classification> classifications, RoleScorer roles) {

    /** Keeps its own list. */
    public Read {
      classifications = List.copyOf(classifications);
    }
  }

  /** Labels the statements of an article, and reads what says who acts in them. */
  default Read read(ArticleActors article) {
    return new Read(classify(article), null);
  }
}
