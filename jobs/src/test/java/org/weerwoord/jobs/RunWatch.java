package org.weerwoord.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Watches from outside how far a labelling run is, by the files in its output. Files come and go
 * under its eyes: what has just gone counts as absent.
 */
final class RunWatch {
  /** How far a run is. */
  enum Phase {
    /** No task has written anything. */
    STARTING,
    /** Some tasks have committed their statements. */
    STATEMENTS,
    /** All statements are written, but the exchanges may not be. */
    EXCHANGES,
    /** Files are being moved into their place. */
    PUBLISHING,
    /** It has its {@code run.json}, but may not have cleaned up. */
    COMPLETE
  }

  private final Path output;

  /** Staging folders of runs that were killed, until the watched run removes them. */
  private final Set<Path> dead;

  /** Manifests of runs that were complete before. */
  private final Set<Path> earlier;

  /** To be created before the run is started. */
  RunWatch(Path output) {
    this.output = output;
    dead = Set.copyOf(children(output.resolve("_staging")));
    earlier = Set.copyOf(manifests());
  }

  /** Waits until something is so, or the driver has ended. */
  void await(Process driver, BooleanSupplier reached) throws InterruptedException {
    while (driver.isAlive() && !reached.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  /** Returns how many tasks have committed their rows of a dataset that is being written. */
  int committed(String dataset) {
    return (int)
        staging()
            .map(run -> run.resolve(dataset).resolve("_temporary").resolve("0"))
            .flatMap(tasks -> children(tasks).stream())
            .filter(task -> name(task).startsWith("task_"))
            .count();
  }

  /** Returns whether all rows of a dataset have been written to staging. */
  boolean isWritten(String dataset) {
    return staging().anyMatch(run -> Files.exists(run.resolve(dataset).resolve("_SUCCESS")));
  }

  Phase phase() {
    if (isComplete()) {
      return Phase.COMPLETE;
    }
    if (staging().anyMatch(run -> Files.exists(run.resolve("commit.json")))) {
      return Phase.PUBLISHING;
    }
    if (isWritten(StatementSchema.DATASET)) {
      return Phase.EXCHANGES;
    }
    return committed(StatementSchema.DATASET) > 0 ? Phase.STATEMENTS : Phase.STARTING;
  }

  /** Returns the share of the run's data files that are in place, in [0,1]. */
  double published() {
    Phase phase = phase();
    Optional<Path> run = staging().findFirst();
    if (phase != Phase.PUBLISHING || run.isEmpty()) {
      return phase == Phase.COMPLETE ? 1 : 0;
    }
    Path replaced = run.get().resolve("_replaced");
    long staged = dataFiles(run.get()).filter(file -> !file.startsWith(replaced)).count();
    long inPlace =
        Stream.of(StatementSchema.DATASET, ExchangeSchema.DATASET)
            .flatMap(dataset -> dataFiles(output.resolve(dataset)))
            .filter(file -> name(file).contains(name(run.get())))
            .count();
    return (double) inPlace / Math.max(1, staged + inPlace);
  }

  private boolean isComplete() {
    return manifests().stream().anyMatch(run -> !earlier.contains(run));
  }

  private List<Path> manifests() {
    return children(output.resolve("_runs")).stream()
        .map(run -> run.resolve("run.json"))
        .filter(Files::exists)
        .toList();
  }

  private Stream<Path> staging() {
    return children(output.resolve("_staging")).stream().filter(run -> !dead.contains(run));
  }

  private static Stream<Path> dataFiles(Path folder) {
    return children(folder).stream()
        .flatMap(child -> Files.isDirectory(child) ? dataFiles(child) : Stream.of(child))
        .filter(file -> name(file).startsWith("part-"));
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
