package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.List;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/**
 * An article to learn from or to measure on.
 *
 * @param id identifier; decides which fold of a cross-validation the article belongs to
 * @param statements in their order
 * @param labels one a statement
 */
public record LabelledArticle(
    String id, Language language, List<Statement> statements, List<StatementLabel> labels)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if there is not one label a statement
   */
  public LabelledArticle {
    if (statements.size() != labels.size()) {
      throw new IllegalArgumentException(
          "Article "
              + id
              + " has "
              + statements.size()
              + " statements but "
              + labels.size()
              + " labels");
    }
  }
}
