package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What happened in a Spark application, from the log that Spark itself keeps. */
final class EventLog {
  static final String EXECUTOR_REMOVED = "executor removed";
  static final String SPECULATIVE = "speculative ";

  private final List<JsonNode> events = new ArrayList<>();

  /** Returns the options by which an application keeps its log in a folder. */
  static List<String> options(Path folder) throws IOException {
    Files.createDirectories(folder);
    return List.of(
        "--conf", "spark.eventLog.enabled=true",
        "--conf", "spark.eventLog.dir=" + folder.toUri(),
        "--conf", "spark.eventLog.rolling.enabled=false",
        "--conf", "spark.eventLog.compress=false");
  }

  /** Reads the log of the only application of a folder. */
  EventLog(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> logs = files.filter(f -> !f.getFileName().toString().startsWith(".")).toList();
      if (logs.size() != 1) {
        throw new IOException(folder + " must hold one log, but holds " + logs);
      }
      for (String line : Files.readAllLines(logs.get(0))) {
        events.add(json.readTree(line));
      }
    }
  }

  /**
   * Returns how the tasks of a job ended, such as {@code Success} or {@code ExecutorLostFailure},
   * and where among them an executor was lost.
   *
   * @param description what the description of the job begins with
   */
  List<String> outcomes(String description) {
    Set<Integer> stages = new HashSet<>();
    List<String> outcomes = new ArrayList<>();
    for (JsonNode event : events) {
      switch (event.path("Event").asText()) {
        case "SparkListenerJobStart" -> {
          if (event
              .path("Properties")
              .path("spark.job.description")
              .asText()
              .startsWith(description)) {
            event.path("Stage IDs").forEach(stage -> stages.add(stage.asInt()));
          }
        }
        case "SparkListenerTaskEnd" -> {
          if (stages.contains(event.path("Stage ID").asInt())) {
            boolean speculative = event.path("Task Info").path("Speculative").asBoolean();
            outcomes.add(
                (speculative ? SPECULATIVE : "")
                    + event.path("Task End Reason").path("Reason").asText());
          }
        }
        case "SparkListenerExecutorRemoved" -> outcomes.add(EXECUTOR_REMOVED);
        default -> {
          // Other events say nothing about tasks.
        }
      }
    }
    return outcomes;
  }
}
