package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.List;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/**
 * An article to learn from or to measure on.
 *
 * @param id identifier; decides which fold of a cross-validation the article belongs to
 * @param statements in their order
 * @param labels one a statement
 * @param roles who acts in each statement; one a statement
 */
public record LabelledArticle(
    String id,
    Language language,
    List<Statement> statements,
    List<StatementLabel> labels,
    List<LabelledRoles> roles)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if there are not one label and one record of roles a statement
   */
  public LabelledArticle {
    if (statements.size() != labels.size() || statements.size() != roles.size()) {
      throw new IllegalArgumentException(
          "Article "
              + id
              + " has "
              + statements.size()
              + " statements but "
              + labels.size()
              + " labels and roles of "
              + roles.size());
    }
  }
}
