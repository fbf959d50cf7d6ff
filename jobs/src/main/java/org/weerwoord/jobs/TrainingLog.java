package org.weerwoord.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a long training says of its progress: on the standard error stream, and for a file. */
final class TrainingLog {

  /** Name of the file in a model folder. */
  static final String FILE = "training.log";

  private final List<String> lines = new ArrayList<>();

  TrainingLog() {}

  /**
   * @param earlier the contents of the file of a training that this one goes on from
   * @param anew how the first line begins of what this one does anew
   */
  TrainingLog(byte[] earlier, String anew) {
    new String(earlier, StandardCharsets.UTF_8)
        .lines()
        .takeWhile(line -> !line.startsWith(anew))
        .forEach(lines::add);
  }

  /** Adds a line. */
  synchronized void note(String line) {
    lines.add(line);
    System.err.println(line);
  }

  /** Returns the contents of the file. */
  synchronized byte[] bytes() {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
