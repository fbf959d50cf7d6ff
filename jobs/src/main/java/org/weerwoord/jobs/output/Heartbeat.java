package org.weerwoord.jobs.output;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * How runs tell that they are alive: each writes a file in its staging folder again and again. A
 * run whose file changes while another looks on is alive; so clocks need not agree, and a killed
 * run holds nobody up for longer than that.
 *
 * @param every how long a run waits before it writes its file again
 * @param patience how long another looks on
 */
record Heartbeat(Duration every, Duration patience) {

  /** Five beats may fail or come late before a run is taken for dead. */
  static final Heartbeat USUAL = new Heartbeat(Duration.ofSeconds(3), Duration.ofSeconds(15));

  private static final String FILE = "_alive";

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(Heartbeat::daemon);

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  /** What writes a run's file. */
  static final class Heart {
    private final FileTree files;
    private final Path file;
    private final ScheduledFuture<?> beats;
    private boolean stopped;

    private Heart(FileTree files, Path file, Duration every) {
      this.files = files;
      this.file = file;
      beats =
          CLOCK.scheduleWithFixedDelay(
              this::beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void beat() {
      if (!stopped) {
        try {
          files.writeEmpty(file);
        } catch (IOException | RuntimeException e) {
          // A beat that fails must end neither the run nor the beats to come.
        }
      }
    }

    /** Ends the beats; none comes after this returns. */
    synchronized void stop() {
      stopped = true;
      beats.cancel(false);
    }
  }

  /** Writes the file of a run, and goes on to until it is stopped. */
  Heart start(FileTree files, Path staging) throws IOException {
    Path file = new Path(staging, FILE);
    files.writeEmpty(file);
    return new Heart(files, file, every);
  }

  /**
   * Returns one of the runs that is alive, if any is. Takes as long as {@link #patience} where one
   * of them has written a file, and no time otherwise.
   *
   * @param staging folders of the runs
   */
  Optional<Path> alive(FileTree files, List<Path> staging) throws IOException {
    Map<Path, FileStatus> before = new LinkedHashMap<>();
    for (Path folder : staging) {
      files.status(new Path(folder, FILE)).ifPresent(status -> before.put(folder, status));
    }
    if (before.isEmpty()) {
      return Optional.empty();
    }
    try {
      Thread.sleep(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while looking whether a run is alive.", e);
    }
    for (Map.Entry<Path, FileStatus> run : before.entrySet()) {
      Optional<FileStatus> after = files.status(new Path(run.getKey(), FILE));
      if (after.isPresent()
          && after.get().getModificationTime() != run.getValue().getModificationTime()) {
        return Optional.of(run.getKey());
      }
    }
    return Optional.empty();
  }
}
