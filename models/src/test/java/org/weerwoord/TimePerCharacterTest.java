package org.weerwoord;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/**
 * Prints how long a character takes, by the shape and length of the text it stands in. It asserts
 * nothing.
 *
 * <pre>mvn -pl models test -Dgroups=scaling -DexcludedGroups= -Dtest=TimePerCharacterTest</pre>
 */
@Tag("scaling")
class TimePerCharacterTest {

  private static final int[] LENGTHS = {1_000, 10_000, 100_000, 1_000_000};

  /**
   * Longer is taken for endless, so that one shape does not keep the others from being measured.
   */
  private static final int LIMIT_SECONDS = Integer.getInteger("scaling.limit", 120);

  /** Least time of a measurement, so that the clock and the compiler do not decide. */
  private static final long LEAST_NANOS = 150_000_000;

  /** Processor time, which other processes do not lengthen. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final Labeller LABELLER = LabelledInvariants.LABELLER;

  @Test
  void ofEveryShape() throws InterruptedException, ExecutionException {
    String only = System.getProperty("scaling.shapes", "");
    List<HostileText> shapes =
        Arrays.stream(HostileText.values())
            .filter(shape -> only.isEmpty() || List.of(only.split(",")).contains(shape.name()))
            .toList();
    Language language = Language.of(System.getProperty("scaling.lang", "nl"));
    for (HostileText shape : HostileText.values()) {
      measure(shape.text(3_000), language);
    }
    System.out.printf(
        "%-26s %8s %8s %8s %8s  ns a character; of the last, %%: split read actors label attribute%n",
        language, "1 KB", "10 KB", "100 KB", "1 MB");
    for (HostileText shape : shapes) {
      System.out.println(row(shape, language));
    }
  }

  private static String row(HostileText shape, Language language)
      throws InterruptedException, ExecutionException {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-26s", shape));
    ExecutorService thread = Executors.newSingleThreadExecutor(TimePerCharacterTest::daemon);
    for (int length : LENGTHS) {
      String text = shape.text(length);
      try {
        long nanos =
            thread.submit(() -> measure(text, language)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        row.append(String.format(Locale.ROOT, " %8.0f", nanos / (double) length));
      } catch (TimeoutException e) {
        row.append(" > ").append(LIMIT_SECONDS).append(" s");
        thread.shutdownNow();
        return row.toString();
      }
    }
    long[] stages = thread.submit(() -> stages(shape.text(1_000_000), language)).get();
    thread.shutdownNow();
    row.append("  ");
    for (long stage : stages) {
      row.append(String.format(Locale.ROOT, " %3d", Math.round(100.0 * stage / sum(stages))));
    }
    return row.toString();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private static long sum(long[] stages) {
    return Math.max(1, Arrays.stream(stages).sum());
  }

  /** Returns the nanoseconds of the quickest of some rounds. */
  private static long measure(String text, Language language) {
    long best = Long.MAX_VALUE;
    long spent = 0;
    for (int round = 0; round == 0 || (spent < LEAST_NANOS && round < 50); round++) {
      long begin = CLOCK.getCurrentThreadCpuTime();
      LABELLER.label(StatementExtractor.extract(article(text, language)), language);
      long nanos = CLOCK.getCurrentThreadCpuTime() - begin;
      best = Math.min(best, nanos);
      spent += nanos;
    }
    return best;
  }

  private static Article article(String text, Language language) {
    return new Article("a", null, language.code(), null, null, null, text);
  }

  private static long[] stages(String text, Language language) {
    long[] times = new long[6];
    times[0] = CLOCK.getCurrentThreadCpuTime();
    List<Statement> statements = StatementExtractor.extract(article(text, language));
    times[1] = CLOCK.getCurrentThreadCpuTime();
    ArticleReading reading = ArticleReading.of(statements, language);
    times[2] = CLOCK.getCurrentThreadCpuTime();
    ArticleActors actors = ArticleActors.of(reading);
    times[3] = CLOCK.getCurrentThreadCpuTime();
    List<StatementLabel> labels =
        LABELLER.classifier().classify(actors).stream().map(Classification::label).toList();
    times[4] = CLOCK.getCurrentThreadCpuTime();
    LABELLER.attributor().attribute(actors, labels);
    times[5] = CLOCK.getCurrentThreadCpuTime();
    long[] stages = new long[5];
    for (int i = 0; i < stages.length; i++) {
      stages[i] = times[i + 1] - times[i];
    }
    return stages;
  }
}
