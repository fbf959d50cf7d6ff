package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.jobs.RunWatch.Phase;

/** What a labelling run on a cluster leaves behind when machines, disks and files fail it. */
@ExtendWith(SparkSessionExtension.class)
@Tag("faults")
class FaultsIT {
  private static final Path FOLDER = Path.of("target", "faults");
  private static final Path JAR = Path.of("target", "weerwoord-jobs.jar");
  private static final String STATEMENTS = StatementSchema.DATASET;
  private static final String EXCHANGES = ExchangeSchema.DATASET;

  /** So that there are many tasks of less than a second, in the pass that reads their files too. */
  private static final List<String> MANY_TASKS =
      List.of(
          "--conf", "spark.sql.files.maxPartitionBytes=200k",
          "--conf", "spark.sql.files.openCostInBytes=10k");

  private static StandaloneCluster cluster;
  private static SparkSession session;

  /** Articles of which two executors make statements for several seconds. */
  private static Path articles;

  private static Rows undisturbed;

  @TempDir private static Path shared;
  @TempDir private Path temporary;

  @BeforeAll
  static void startClusterAndLabelUndisturbed(SparkSession shared)
      throws IOException, InterruptedException {
    session = shared;
    articles = corpus("articles", 12, 1_000, 20);
    undisturbed = labelledHere(articles);
    cluster = StandaloneCluster.start(FOLDER, 2);
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void losesNothingWhenAnExecutorIsKilledInEachStage() throws IOException, InterruptedException {
    Path output = temporary.resolve("output");
    RunWatch watch = new RunWatch(output);
    Process driver = launch("executors", loggingEvents(), label(articles, output));

    watch.await(driver, () -> watch.committed(STATEMENTS) >= 2);
    cluster.executor(1).orElseThrow().destroyForcibly();
    watch.await(driver, () -> watch.committed(EXCHANGES) >= 2);
    cluster.executor(2).orElseThrow().destroyForcibly();

    assertSucceeded(driver, "executors");
    for (String job : List.of("Label the statements", "Write the exchanges")) {
      assertThat(outcomes(job))
          .as("ends of the tasks of '%s'", job)
          .containsSubsequence("Success", EventLog.EXECUTOR_REMOVED, "Success");
    }
    assertComplete(output, undisturbed);
  }

  @Test
  void goesOnWithTheOtherWorkerWhenOneIsKilledForGood() throws IOException, InterruptedException {
    Path output = temporary.resolve("output");
    RunWatch watch = new RunWatch(output);
    Process driver = launch("worker", loggingEvents(), label(articles, output));
    try {
      watch.await(driver, () -> watch.committed(STATEMENTS) >= 2);
      cluster.killWorker(1);

      assertSucceeded(driver, "worker");
    } finally {
      cluster.restartWorker(1);
    }
    assertThat(outcomes("Label the statements"))
        .containsSubsequence("Success", EventLog.EXECUTOR_REMOVED, "Success");
    assertComplete(output, undisturbed);
  }

  @Test
  void writesRowsOnceWhenATaskIsTriedTwice() throws IOException, InterruptedException {
    Path output = temporary.resolve("output");
    List<String> options = new ArrayList<>(loggingEvents());
    for (String setting :
        List.of(
            "spark.speculation=true",
            "spark.speculation.interval=100ms",
            "spark.speculation.multiplier=1.1",
            "spark.speculation.quantile=0.2",
            // An executor that stops when it may already commit is only passed over once it is
            // taken for lost.
            "spark.network.timeout=30s",
            "spark.network.timeoutInterval=10s")) {
      options.addAll(List.of("--conf", setting));
    }
    RunWatch watch = new RunWatch(output);
    Process driver = launch("speculation", options, label(articles, output));

    watch.await(driver, () -> watch.committed(STATEMENTS) >= 2);
    ProcessHandle slow = cluster.executor(1).orElseThrow();
    signal("STOP", slow);
    try {
      // It wakes up when others have done its task, and wants to finish it.
      watch.await(driver, () -> watch.committed(EXCHANGES) >= 2);
    } finally {
      signal("CONT", slow);
    }

    assertSucceeded(driver, "speculation");
    assertThat(outcomes("Label the statements"))
        .as("ends of tasks, some of them of a second try beside the first")
        .anyMatch(end -> end.startsWith(EventLog.SPECULATIVE));
    assertComplete(output, undisturbed);
  }

  @Test
  void keepsTheEarlierOutputWhereverTheDriverIsKilled() throws IOException, InterruptedException {
    int files = 5;
    Path first = corpus("first", files, 200, 120);
    Path second = corpus("second", files, 200, 80);
    Rows ofSecond = labelledHere(second);
    Path output = temporary.resolve("output");
    List<String> onFirst = byDate(first, output, "error");
    assertThat(Weerwoord.run(onFirst.toArray(String[]::new))).isZero();
    Rows before = visible(output);
    Random random = new Random(6);
    Set<Phase> died = EnumSet.noneOf(Phase.class);
    int kills = 0;
    for (Phase phase :
        List.of(
            Phase.STATEMENTS,
            Phase.PUBLISHING,
            Phase.EXCHANGES,
            Phase.STATEMENTS,
            Phase.PUBLISHING,
            Phase.STARTING,
            Phase.STATEMENTS,
            Phase.PUBLISHING,
            Phase.PUBLISHING,
            Phase.COMPLETE)) {
      double share = random.nextDouble();
      String mode = kills % 3 == 2 ? "overwrite" : "append";
      Rows after = mode.equals("append") ? before.and(ofSecond) : before.replacedBy(ofSecond);
      RunWatch watch = new RunWatch(output);
      Process driver = launch("driver-" + kills, List.of(), byDate(second, output, mode));
      awaitMoment(phase, share, files, watch, driver);
      driver.destroyForcibly();
      driver.waitFor();
      kills++;

      String moment = String.format("kill %d, %.2f of %s, mode %s", kills, share, phase, mode);
      assertThat(driver.exitValue()).as("%s: exit code of kill -9", moment).isEqualTo(137);
      died.add(watch.phase());
      if (watch.phase() == Phase.PUBLISHING) {
        // Files of this run may stand among the earlier ones, or in their place; but a file is
        // named by its run, and this run has no run.json.
        Rows complete = ofCompleteRuns(output);
        if (mode.equals("append")) {
          assertSame(complete, before, moment + ": rows of complete runs");
        } else {
          assertThat(surplus(complete.statements(), before.statements())).as(moment).isEmpty();
          assertThat(surplus(complete.exchanges(), before.exchanges())).as(moment).isEmpty();
        }
        assertThat(Weerwoord.run(byDate(first, output, "error").toArray(String[]::new)))
            .as("%s: any later start mends the output, also one that writes nothing", moment)
            .isEqualTo(ExitCodes.OUTPUT_EXISTS);
        assertThat(output.resolve("_staging")).doesNotExist();
      }
      before = watch.phase() == Phase.COMPLETE ? after : before;
      assertSame(visible(output), before, moment);
    }
    assertThat(died)
        .as("where the runs really were when they were killed")
        .contains(Phase.STATEMENTS, Phase.EXCHANGES, Phase.PUBLISHING, Phase.COMPLETE);

    Rows all = before.and(ofSecond);
    assertSucceeded(
        launch("driver-last", List.of(), byDate(second, output, "append")), "driver-last");
    assertSame(visible(output), all, "the run that is not killed");
    List<JsonNode> runs = runs(output);
    assertCounts(runs.get(runs.size() - 1), ofSecond);
    assertThat(output.resolve("_staging")).doesNotExist();
  }

  /** Waits until a run is at a share of a phase. */
  private static void awaitMoment(
      Phase phase, double share, int files, RunWatch watch, Process driver)
      throws InterruptedException {
    switch (phase) {
      case STARTING -> driver.waitFor((long) (4_000 * share), TimeUnit.MILLISECONDS);
      case STATEMENTS ->
          watch.await(driver, () -> watch.committed(STATEMENTS) > share * (files - 1));
      case EXCHANGES ->
          watch.await(
              driver,
              () -> watch.committed(EXCHANGES) > share * files || watch.isWritten(EXCHANGES));
      case PUBLISHING -> watch.await(driver, () -> watch.published() > share);
      case COMPLETE -> watch.await(driver, () -> watch.phase() == Phase.COMPLETE);
    }
  }

  @Test
  void refusesASecondRunOnTheSameOutput() throws IOException, InterruptedException {
    Path output = temporary.resolve("output");
    RunWatch watch = new RunWatch(output);
    Process driver = launch("first-of-two", List.of(), label(articles, output));

    watch.await(driver, () -> watch.committed(STATEMENTS) >= 2);
    List<ProcessHandle> executors =
        List.of(cluster.executor(1).orElseThrow(), cluster.executor(2).orElseThrow());
    for (ProcessHandle executor : executors) {
      // The driver goes on, and waits for them.
      signal("STOP", executor);
    }
    try {
      assertThat(Weerwoord.run(label(articles, output).toArray(String[]::new)))
          .isEqualTo(ExitCodes.OUTPUT_EXISTS);
    } finally {
      for (ProcessHandle executor : executors) {
        signal("CONT", executor);
      }
    }

    assertSucceeded(driver, "first-of-two");
    assertComplete(output, undisturbed);
  }

  @Test
  void keepsTheEarlierOutputWhenTheDiskIsFullAndGoesOnWhenThereIsRoom()
      throws IOException, InterruptedException {
    Path output = temporary.resolve("output");
    Path some = corpus("some", 2, 60, 1);
    assertThat(Weerwoord.run(label(some, output).toArray(String[]::new))).isZero();
    Rows before = visible(output);
    Path more = corpus("more", 6, 240, 1);
    List<String> append =
        List.of(
            "label",
            "--input",
            more.toString(),
            "--output",
            FullDisk.SCHEME + "://" + output,
            "--mode",
            "append");

    // Room for less than half of the new rows.
    Process full = launch("disk-full", onFullDisk(output, 2 * FullDisk.size(output)), append);

    assertThat(StandaloneCluster.exitCode(full, log("disk-full"))).isEqualTo(ExitCodes.FAILURE);
    assertThat(log("disk-full"))
        .content()
        .containsPattern("weerwoord: .* Cause: No space left on device");
    assertSame(visible(output), before, "when the disk is full");
    assertThat(output.resolve("_staging")).as("what could not be used").doesNotExist();

    assertSucceeded(
        launch("disk-with-room", onFullDisk(output, Long.MAX_VALUE), append), "disk-with-room");
    assertSame(visible(output), before.and(labelledHere(more)), "when there is room");
  }

  private List<String> onFullDisk(Path output, long capacity) throws IOException {
    Path jar = temporary.resolve("full-disk.jar");
    StandaloneCluster.writeJar(jar, FullDisk.class, FullDisk.Bounded.class);
    return List.of(
        "--jars",
        jar.toString(),
        "--conf",
        "spark.hadoop.fs." + FullDisk.SCHEME + ".impl=" + FullDisk.class.getName(),
        "--conf",
        "spark.hadoop." + FullDisk.FOLDER + "=" + output,
        "--conf",
        "spark.hadoop." + FullDisk.CAPACITY + "=" + capacity);
  }

  @ParameterizedTest
  @CsvSource({"weights.bin, cut", "weights.bin, flipped", "manifest.json, flipped"})
  void refusesADamagedModelBeforeAnythingIsWritten(String file, String damage)
      throws IOException, InterruptedException {
    Path model = Files.createDirectory(temporary.resolve("model"));
    Path released = Path.of("..", "models/src/main/resources/org/weerwoord/model/mllib");
    for (String name : List.of("manifest.json", "weights.bin")) {
      Files.copy(released.resolve(name), model.resolve(name));
    }
    byte[] bytes = Files.readAllBytes(model.resolve(file));
    // In the manifest a digit of the threshold, with which it would label without a word.
    int threshold = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"threshold\" : 0.");
    bytes[threshold < 0 ? bytes.length / 2 : threshold + 16] ^= 1;
    Files.write(
        model.resolve(file), damage.equals("cut") ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
    Path output = temporary.resolve("output");
    List<String> arguments = new ArrayList<>(label(articles, output));
    arguments.addAll(List.of("--model", model.toString()));
    String name = "model-" + file + "-" + damage;

    Process driver = launch(name, List.of(), arguments);

    assertThat(StandaloneCluster.exitCode(driver, log(name))).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(log(name)).content().contains("The model's " + file + " must have the SHA-256");
    assertThat(output).doesNotExist();
  }

  /**
   * Rows as a reader gets them.
   *
   * @param statements in no order
   * @param exchanges in no order
   */
  private record Rows(List<Row> statements, List<Row> exchanges) {

    /** Returns these rows and others. */
    Rows and(Rows others) {
      return new Rows(joined(statements, others.statements), joined(exchanges, others.exchanges));
    }

    /** Returns others, and those of these rows that are of days for which there are no others. */
    Rows replacedBy(Rows others) {
      Set<Object> days =
          others.statements.stream().map(row -> row.getAs("date")).collect(Collectors.toSet());
      Predicate<Row> stays = row -> !days.contains(row.getAs("date"));
      return new Rows(
              statements.stream().filter(stays).toList(), exchanges.stream().filter(stays).toList())
          .and(others);
    }

    private static List<Row> joined(List<Row> some, List<Row> others) {
      return Stream.concat(some.stream(), others.stream()).toList();
    }
  }

  private static Rows visible(Path output) {
    return rows(output, file -> true);
  }

  /** Returns the rows of files that are named by a run that has its manifest. */
  private static Rows ofCompleteRuns(Path output) throws IOException {
    List<String> runs = runs(output).stream().map(run -> run.at("/run_id").asText()).toList();
    return rows(output, file -> runs.stream().anyMatch(file::contains));
  }

  private static Rows rows(Path output, Predicate<String> file) {
    return new Rows(
        rows(StatementSchema.SCHEMA, output.resolve(STATEMENTS), file),
        rows(ExchangeSchema.SCHEMA, output.resolve(EXCHANGES), file));
  }

  private static List<Row> rows(StructType schema, Path dataset, Predicate<String> file) {
    if (!Files.exists(dataset)) {
      return List.of();
    }
    return session
        .read()
        .schema(schema)
        .parquet(dataset.toUri().toString())
        .selectExpr("struct(" + String.join(", ", schema.fieldNames()) + ")", "_metadata.file_name")
        .collectAsList()
        .stream()
        .filter(row -> file.test(row.getString(1)))
        .map(row -> row.getStruct(0))
        .toList();
  }

  private static void assertComplete(Path output, Rows expected) throws IOException {
    Rows rows = visible(output);
    assertSame(rows, expected, "the run");
    assertThat(runs(output)).hasSize(1);
    assertCounts(runs(output).get(0), rows);
    assertThat(output.resolve("_staging")).doesNotExist();
  }

  /** Asserts that a run counted its rows rightly. */
  private static void assertCounts(JsonNode run, Rows rows) {
    List<Row> statements = rows.statements();
    assertThat(run.at("/counts/articles").asLong())
        .isEqualTo(statements.stream().map(row -> row.getAs("article_id")).distinct().count());
    assertThat(run.at("/counts/statements").asLong()).isEqualTo(statements.size());
    assertThat(
            run.at("/labels/accusation").asLong() + run.at("/labels/counter-accusation").asLong())
        .isEqualTo(rows.exchanges().size());
    Map<String, Long> labels =
        statements.stream()
            .collect(Collectors.groupingBy(row -> row.getAs("label"), Collectors.counting()));
    labels.forEach(
        (label, count) ->
            assertThat(run.at("/labels/" + label).asLong()).as(label).isEqualTo(count));
  }

  private static void assertSame(Rows actual, Rows expected, String when) {
    assertThat(surplus(expected.statements(), actual.statements())).as("lost: " + when).isEmpty();
    assertThat(surplus(actual.statements(), expected.statements()))
        .as("surplus: " + when)
        .isEmpty();
    assertThat(surplus(expected.exchanges(), actual.exchanges())).as("lost: " + when).isEmpty();
    assertThat(surplus(actual.exchanges(), expected.exchanges())).as("surplus: " + when).isEmpty();
  }

  /** Returns what rows hold beyond others; a row that is there twice is no match for one. */
  private static List<String> surplus(List<Row> rows, List<Row> others) {
    Map<String, Long> rest =
        others.stream().collect(Collectors.groupingBy(Row::toString, Collectors.counting()));
    return rows.stream()
        .map(Row::toString)
        .filter(row -> rest.merge(row, -1L, Long::sum) < 0)
        .toList();
  }

  /** Returns the manifests of the complete runs, in the order in which they were started. */
  private static List<JsonNode> runs(Path output) throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(output.resolve("_runs"))) {
      for (Path folder : folders.sorted().toList()) {
        if (Files.exists(folder.resolve("run.json"))) {
          runs.add(new ObjectMapper().readTree(folder.resolve("run.json").toFile()));
        }
      }
    }
    return runs;
  }

  private static Rows labelledHere(Path input) {
    Path output = shared.resolve(input.getFileName() + "-here");
    assertThat(Weerwoord.run(label(input, output).toArray(String[]::new))).isZero();
    return visible(output);
  }

  private static List<String> label(Path input, Path output) {
    return List.of("label", "--input", input.toString(), "--output", output.toString());
  }

  private static List<String> byDate(Path input, Path output, String mode) {
    List<String> arguments = new ArrayList<>(label(input, output));
    arguments.addAll(List.of("--partition-by", "date", "--mode", mode));
    return arguments;
  }

  private static Process launch(String name, List<String> sparkOptions, List<String> arguments)
      throws IOException {
    List<String> options = new ArrayList<>(MANY_TASKS);
    options.addAll(sparkOptions);
    return cluster.launch(Weerwoord.class.getName(), JAR, options, arguments, log(name));
  }

  private List<String> loggingEvents() throws IOException {
    return EventLog.options(temporary.resolve("events"));
  }

  private List<String> outcomes(String job) throws IOException {
    return new EventLog(temporary.resolve("events")).outcomes(job);
  }

  private static Path log(String name) {
    return FOLDER.resolve(name + ".log");
  }

  private static void assertSucceeded(Process driver, String name)
      throws IOException, InterruptedException {
    assertThat(StandaloneCluster.exitCode(driver, log(name)))
        .as("exit code, see %s", log(name))
        .isZero();
  }

  private static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).as("kill -%s", signal).isZero();
  }

  /**
   * Writes articles of the corpus under ids, and on days, of their own.
   *
   * @param days that the articles are of, the first of them 2024-01-01
   */
  private static Path corpus(String name, int files, int articles, int days) throws IOException {
    Path folder = Files.createDirectory(shared.resolve(name));
    List<ObjectNode> all = CorpusArticles.all();
    List<List<String>> contents = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      contents.add(new ArrayList<>());
    }
    for (int i = 0; i < articles; i++) {
      ObjectNode article = all.get(i * all.size() / articles);
      article.put("id", name + "-" + article.get("id").asText());
      article.put("date", LocalDate.of(2024, 1, 1).plusDays(i % days).toString());
      contents.get(i % files).add(article.toString());
    }
    for (int i = 0; i < files; i++) {
      Files.write(folder.resolve(i + ".jsonl"), contents.get(i));
    }
    return folder;
  }
}
