package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.List;
import org.weerwoord.attribution.ArticleActors;

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
}
