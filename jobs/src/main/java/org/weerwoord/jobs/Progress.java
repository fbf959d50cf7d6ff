package org.weerwoord.jobs;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Shows how far a job is: a bar on a terminal, elsewhere a line every {@value
 * #SECONDS_BETWEEN_LINES} seconds.
 */
final class Progress extends SparkListener {

  static final int SECONDS_BETWEEN_LINES = 10;

  private static final int BAR_WIDTH = 40;
  private static final long BETWEEN_BARS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES);

  private final SparkContext context;
  private final PrintWriter err;
  private final boolean terminal;
  private final long start;
  private int tasks;
  private int ended;
  private long lastShown;
  private boolean barShown;

  private Progress(SparkContext context, PrintWriter err, boolean terminal) {
    this.context = context;
    this.err = err;
    this.terminal = terminal;
    this.start = System.nanoTime();
    this.lastShown = start;
  }

  // From Java 22 on a console is always there, so that a bar may be shown in a file: ugly, not
  // wrong.
  @SuppressWarnings("SystemConsoleNull")
  static Progress attach(SparkContext context, PrintWriter err) {
    Progress progress = new Progress(context, err, System.console() != null);
    context.addSparkListener(progress);
    return progress;
  }

  void detach() {
    context.removeSparkListener(this);
    synchronized (this) {
      if (barShown) {
        err.println();
      }
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    tasks += event.stageInfo().numTasks();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.taskInfo().successful()) {
      ended++;
    }
    long now = System.nanoTime();
    if (now - lastShown >= (terminal ? BETWEEN_BARS : BETWEEN_LINES)) {
      lastShown = now;
      show(TimeUnit.NANOSECONDS.toSeconds(now - start));
    }
  }

  private void show(long seconds) {
    int of = Math.max(tasks, ended);
    if (terminal) {
      int full = BAR_WIDTH * ended / of;
      err.printf(
          Locale.ROOT,
          "\r[%s%s] %d of %d tasks, %d s ",
          "=".repeat(full),
          " ".repeat(BAR_WIDTH - full),
          ended,
          of,
          seconds);
      err.flush();
      barShown = true;
    } else {
      err.printf(Locale.ROOT, "%d of %d tasks done after %d s%n", ended, of, seconds);
    }
  }
}
