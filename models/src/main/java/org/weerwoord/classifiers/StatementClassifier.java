package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.List;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;

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
   * Labels statements.
   *
   * @param statements all statements of one article, in their order
   * @param language of the article
   * @return one classification a statement, in the same order
   */
  List<Classification> classify(List<Statement> statements, Language language);
}
