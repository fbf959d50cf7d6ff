package org.weerwoord.reading;

import java.util.List;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Tokens;

/** What is read of an article before any model sees it, made once and shared. */
public final class ArticleReading {

  private final Language language;
  private final List<StatementReading> readings;

  private ArticleReading(Language language, List<StatementReading> readings) {
    this.language = language;
    this.readings = readings;
  }

  /** Reads an article's statements, given in their order. */
  public static ArticleReading of(List<Statement> statements, Language language) {
    return new ArticleReading(language, StatementReading.of(statements, language));
  }

  /** Returns the language of the article. */
  public Language language() {
    return language;
  }

  /** Returns the number of statements. */
  public int size() {
    return readings.size();
  }

  /** Returns the tokens of a statement. */
  public Tokens tokens(int statement) {
    return readings.get(statement).tokens();
  }

  /** Returns what is read of each statement, in their order. */
  public List<StatementReading> readings() {
    return readings;
  }
}
