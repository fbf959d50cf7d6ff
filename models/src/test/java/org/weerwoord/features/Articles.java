package org.weerwoord.features;

import java.lang.management.ManagementFactory;
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

  /**
   * Returns how many times as much processor time the second of two tasks takes, in the best of a
   * few rounds, so that neither the compiler nor other processes decide.
   */
  static double timeRatio(Runnable small, Runnable large) {
    long least = Long.MAX_VALUE;
    long most = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      least = Math.min(least, processorTime(small));
      most = Math.min(most, processorTime(large));
    }
    return most / (double) Math.max(1, least);
  }

  private static long processorTime(Runnable task) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    task.run();
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
  }
}
