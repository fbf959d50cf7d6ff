package org.weerwoord.features;

import java.util.List;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;

/** Invented Dutch articles for tests of features. */
final class Articles {

  static final String DISPUTE =
      """
      Wethouder Bakker beschuldigt aannemer Smit van fraude met 12 facturen. Smit ontkent dat. "Ik \
      heb niets gedaan!", zegt Smit.

      Volgens Smit liegt Bakker zelf. "Hij heeft de raad misleid. Wie gelooft hem nog?" De raad \
      praat er niet over.""";

  private Articles() {}

  static List<Statement> statements(String text) {
    return StatementExtractor.extract(new Article("a", null, "nl", null, null, null, text));
  }

  static ArticleReading reading(String text) {
    return ArticleReading.of(statements(text), Language.DUTCH);
  }
}
