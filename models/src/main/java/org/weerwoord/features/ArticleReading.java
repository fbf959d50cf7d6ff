package org.weerwoord.features;

import java.util.List;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Tokens;

/** What the feature generators read of one article, made once and shared by them. */
public final class ArticleReading {

  private final List<StatementReading> readings;

  private ArticleReading(List<StatementReading> readings) {
    this.readings = readings;
  }

  /** Reads an article's statements, given in their order. */
  public static ArticleReading of(List<Statement> statements, Language language) {
    return new ArticleReading(StatementReading.of(statements, language));
  }

  /** Returns the number of statements. */
  public int size() {
    return readings.size();
  }

  /** Returns the tokens of a statement. */
  public Tokens tokens(int statement) {
    return readings.get(statement).tokens();
  }

  List<StatementReading> readings() {
    return readings;
  }
}
