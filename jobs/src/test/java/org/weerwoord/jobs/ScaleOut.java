package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures how much faster labelling is on two workers of 1 core than on one, on a real standalone
 * cluster of separate processes. Prints the seconds of both, from the start of the job to its
 * published result, and their ratio. Its first argument says how many times the corpus is labelled,
 * those after it are options of the executors' JVMs.
 *
 * <p>Each worker is held to a core of its own (by {@code taskset}, of Linux). Else a lone one would
 * use two: an executor compiles its code and collects its garbage in threads beside the task's, for
 * its first minute or two about half as much as that does.
 */
final class ScaleOut {
  private static final Path FOLDER = Path.of("target", "scale-out");

  private ScaleOut() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int copies = Integer.parseInt(arguments[0]);
    String options = String.join(" ", Arrays.asList(arguments).subList(1, arguments.length));
    Files.createDirectories(FOLDER);
    Path measured = Files.createTempDirectory(FOLDER.toAbsolutePath(), "measured");
    Path input = Files.createDirectory(measured.resolve("articles"));
    int articles = write(copies, input);
    System.out.printf(
        Locale.ROOT,
        "%,d articles in %d files; %d processors, load %.1f%n",
        articles,
        copies,
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    double one = seconds(1, input, options);
    double two = seconds(2, input, options);
    System.out.printf(
        Locale.ROOT, "1 worker %.1f s, 2 workers %.1f s: ratio %.2f%n", one, two, one / two);
  }

  private static int write(int copies, Path input) throws IOException {
    List<ObjectNode> articles = CorpusArticles.all();
    for (int copy = 1; copy <= copies; copy++) {
      List<String> lines = new ArrayList<>();
      for (ObjectNode article : articles) {
        lines.add(article.deepCopy().put("id", copy + "-" + article.get("id").asText()).toString());
      }
      Files.write(input.resolve(copy + ".jsonl"), lines);
    }
    return copies * articles.size();
  }

  private static List<String> onOneCore(int worker) {
    return List.of("taskset", "--cpu-list", Integer.toString(worker - 1));
  }

  private static double seconds(int workers, Path input, String options)
      throws IOException, InterruptedException {
    Path output = input.resolveSibling("labelled-" + workers);
    Path log = FOLDER.resolve("label-" + workers + ".log");
    try (StandaloneCluster cluster =
        StandaloneCluster.start(FOLDER, workers, ScaleOut::onOneCore)) {
      Process driver =
          cluster.launch(
              Weerwoord.class.getName(),
              Path.of("target", "weerwoord-jobs.jar"),
              // All executors before the first task, so that their start is not measured.
              List.of(
                  "--conf",
                  "spark.cores.max=" + workers,
                  "--conf",
                  "spark.executor.extraJavaOptions=" + options,
                  "--conf",
                  "spark.scheduler.minRegisteredResourcesRatio=1.0",
                  "--conf",
                  "spark.scheduler.maxRegisteredResourcesWaitingTime=60s"),
              List.of("label", "--input", input.toString(), "--output", output.toString()),
              log);
      if (driver.waitFor() != ExitCodes.DONE) {
        throw new IOException("Labelling on " + workers + " workers failed: see " + log);
      }
    }
    try (Stream<Path> files = Files.walk(output.resolve("_runs"))) {
      Path run = files.filter(file -> file.endsWith("run.json")).findFirst().orElseThrow();
      return new ObjectMapper().readTree(run.toFile()).get("seconds").asDouble();
    }
  }
}
