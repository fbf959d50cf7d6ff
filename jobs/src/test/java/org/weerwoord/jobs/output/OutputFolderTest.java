package org.weerwoord.jobs.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.weerwoord.jobs.output.FaultyFileSystem.Fault;
import org.weerwoord.jobs.output.FaultyFileSystem.Rename;
import org.weerwoord.jobs.output.StagedRun.Quarantine;

@Execution(ExecutionMode.CONCURRENT)
class OutputFolderTest {
  private static final String MONDAY = "date=2024-01-01/";
  private static final String TUESDAY = "date=2024-01-02/";
  private static final String WEDNESDAY = "date=2024-01-03/";

  /** Begins a row of a second dataset. */
  private static final String EXCHANGES = "exchanges/";

  /** Writes nothing besides what the tests do, and takes every unfinished run for dead. */
  private static final Heartbeat SILENT = new Heartbeat(Duration.ofDays(1), Duration.ZERO);

  @TempDir Path temporary;
  private FileSystem local;

  @BeforeEach
  void openLocalFileSystem() throws IOException {
    local = FaultyFileSystem.sound();
  }

  @Test
  void writesIntoAFolderThatDoesNotExist() throws IOException {
    run(WriteMode.ERROR, "r1", List.of("one", "two"), List.of("bad"));

    assertThat(tree())
        .containsExactly(
            "_quarantine/r1/part-00000-r1.json",
            "_runs/r1/run.json",
            "statements/part-00000-r1.zstd.parquet",
            "statements/part-00001-r1.zstd.parquet");
    assertThat(rows()).containsExactly("one", "two");
    assertThat(text("_runs/r1/run.json")).isEqualTo("{\"run\":\"r1\"}");
  }

  @Test
  void leavesOutAQuarantineWithoutRecords() throws IOException {
    StagedRun run = open(WriteMode.ERROR).begin("r1");
    stage(local, run, List.of("one"));
    write(local, run.quarantinePath() + "/part-00000-" + UUID.randomUUID() + "-c000.json", "");
    write(local, run.quarantinePath() + "/_SUCCESS", "");
    run.commit("{}");

    assertThat(tree())
        .containsExactly("_runs/r1/run.json", "statements/part-00000-r1.zstd.parquet");
  }

  @Test
  void keepsPartitionFolders() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one", MONDAY + "two", TUESDAY + "three"));

    assertThat(tree())
        .containsExactly(
            "_runs/r1/run.json",
            "statements/date=2024-01-01/part-00000-r1.zstd.parquet",
            "statements/date=2024-01-01/part-00001-r1.zstd.parquet",
            "statements/date=2024-01-02/part-00000-r1.zstd.parquet");
  }

  @Test
  void refusesVisibleFilesWhenToldNotToWriteOverThem() throws IOException {
    write(local, output() + "/notes.txt", "mine");

    assertThatThrownBy(() -> open(WriteMode.ERROR))
        .isInstanceOf(OutputExistsException.class)
        .hasMessage(
            "Output "
                + output()
                + " already exists and is not empty. Use --mode overwrite or append, or another --output.");
  }

  @Test
  void refusesACompleteRunWithoutRows() throws IOException {
    run(WriteMode.ERROR, "r1", List.of());

    assertThatThrownBy(() -> open(WriteMode.ERROR)).isInstanceOf(OutputExistsException.class);
  }

  @Test
  void refusesAFile() throws IOException {
    write(local, output(), "mine");

    assertThatThrownBy(() -> open(WriteMode.OVERWRITE))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Output " + output() + " must be a folder, but is a file. Use another --output.");
    assertThat(Files.readString(Path.of(output()), UTF_8)).isEqualTo("mine");
  }

  @Test
  void writesIntoAFolderThatAFailedRunLeft() throws IOException {
    StagedRun run = open(WriteMode.ERROR).begin("r1");
    stage(local, run, List.of("half"));
    write(local, run.quarantinePath() + "/part-00000-" + UUID.randomUUID() + "-c000.json", "bad");
    run.abort(Quarantine.KEEP);
    assertThat(tree()).containsExactly("_quarantine/r1/part-00000-r1.json");

    run(WriteMode.ERROR, "r1", List.of("one"));
    assertThat(tree())
        .as("the second attempt set nothing aside")
        .containsExactly("_runs/r1/run.json", "statements/part-00000-r1.zstd.parquet");
  }

  @Test
  void deletesEverythingOfAFailedRunWhenTold() throws IOException {
    run(WriteMode.ERROR, "r1", List.of("one"));
    StagedRun run = open(WriteMode.APPEND).begin("r2");
    stage(local, run, List.of("half"));
    write(local, run.quarantinePath() + "/part-00000-" + UUID.randomUUID() + "-c000.json", "bad");
    run.abort(Quarantine.DISCARD);
    run.abort(Quarantine.DISCARD);

    assertThat(tree())
        .containsExactly("_runs/r1/run.json", "statements/part-00000-r1.zstd.parquet");
  }

  @Test
  void abortLeavesACompleteRunAlone() throws IOException {
    StagedRun run = open(WriteMode.ERROR).begin("r1");
    stage(local, run, List.of("one"));
    run.commit("{}");
    run.abort(Quarantine.DISCARD);

    assertThat(rows()).containsExactly("one");
    assertThatThrownBy(() -> run.commit("{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The run has been committed or aborted already.");
  }

  @Test
  void keepsTheQuarantineOfACommitThatFailed() throws IOException {
    for (Rename rename : Rename.values()) {
      for (int operation = 0; ; operation++) {
        newOutput();
        StagedRun staged = OutputFolder.open(local, output(), WriteMode.ERROR, SILENT).begin("r1");
        stage(local, staged, List.of("one", "two"));
        String bad = staged.quarantinePath() + "/part-0000";
        write(local, bad + "1-" + UUID.randomUUID() + "-c000.json", "bad");
        write(local, bad + "3-" + UUID.randomUUID() + "-c000.json", "worse");
        FileSystem faulty = FaultyFileSystem.breakingAt(operation, Fault.FAILED_ONCE, rename);
        FileTree files = new FileTree(faulty);
        var publication = new Publication(files, files.qualified(output()), "r1");
        var heart = SILENT.start(new FileTree(local), publication.staging());
        var run = new StagedRun(publication, WriteMode.ERROR, heart);
        try {
          run.commit("{}");
        } catch (IOException e) {
          run.abort(Quarantine.KEEP);
          var kept =
              assertThat(tree())
                  .as("%s rename, operation %d", rename, operation)
                  .contains(
                      "_quarantine/r1/part-00000-r1.json", "_quarantine/r1/part-00001-r1.json");
          if (rename == Rename.ATOMIC) {
            // A rename that broke after its copy may leave a record twice; that one loses none.
            kept.hasSize(2);
          }
        }
        if (!FaultyFileSystem.hasBroken(faulty)) {
          break;
        }
      }
    }
  }

  @Test
  void appendsBesideEarlierRows() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one"));
    run(WriteMode.APPEND, "r2", List.of(MONDAY + "two", TUESDAY + "three"));

    assertThat(rows()).containsExactly(MONDAY + "one", MONDAY + "two", TUESDAY + "three");
  }

  @Test
  void appendsToEveryDataset() throws IOException {
    run(WriteMode.ERROR, "r1", List.of("a", EXCHANGES + "x"));
    run(WriteMode.APPEND, "r2", List.of("b", EXCHANGES + "y"));

    assertThat(rows()).containsExactly("a", "b", EXCHANGES + "x", EXCHANGES + "y");
  }

  @Test
  void overwritesOnlyTheDatesOfTheRun() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one", TUESDAY + "two", TUESDAY + "three"));
    run(WriteMode.OVERWRITE, "r2", List.of(TUESDAY + "new", WEDNESDAY + "four"));

    assertThat(rows()).containsExactly(MONDAY + "one", TUESDAY + "new", WEDNESDAY + "four");
  }

  @Test
  void overwritesADateInEveryDatasetThoughOneHasNoRowsOfIt() throws IOException {
    run(
        WriteMode.ERROR,
        "r1",
        List.of(
            MONDAY + "one", TUESDAY + "two", EXCHANGES + MONDAY + "x", EXCHANGES + TUESDAY + "y"));
    run(WriteMode.OVERWRITE, "r2", List.of(TUESDAY + "new"));

    assertThat(rows()).containsExactly(MONDAY + "one", TUESDAY + "new", EXCHANGES + MONDAY + "x");

    run(WriteMode.OVERWRITE, "r3", List.of("all"));
    assertThat(rows()).containsExactly("all");
    assertThat(tree()).noneMatch(path -> path.startsWith(EXCHANGES));
  }

  @Test
  void refusesToMixLayoutsThoughOnlyTheOtherDatasetHasRows() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(EXCHANGES + "one"));
    StagedRun run = open(WriteMode.APPEND).begin("r2");
    stage(local, run, List.of(MONDAY + "two"));

    assertThatThrownBy(() -> run.commit("{}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/exchanges holds parquet without partitions, but this run writes");
    run.abort(Quarantine.DISCARD);
    assertThat(rows()).containsExactly(EXCHANGES + "one");
  }

  @Test
  void overwritesTheWholeDatasetWithoutPartitions() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one"));
    run(WriteMode.OVERWRITE, "r2", List.of("two"));
    assertThat(rows()).containsExactly("two");

    run(WriteMode.OVERWRITE, "r3", List.of("three", "four"));
    assertThat(rows()).containsExactly("three", "four");
  }

  @Test
  void overwritesNothingWithoutRows() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one"));
    run(WriteMode.OVERWRITE, "r2", List.of());

    assertThat(rows()).containsExactly(MONDAY + "one");
  }

  @Test
  void refusesToMixPartitionedAndUnpartitionedRows() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one"));
    StagedRun run = open(WriteMode.APPEND).begin("r2");
    stage(local, run, List.of("two"));

    assertThatThrownBy(() -> run.commit("{}"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "/statements holds parquet partitioned by date, but this run writes parquet without "
                + "partitions: they cannot be read together. Use the same --format and "
                + "--partition-by, or another --output.");
    run.abort(Quarantine.DISCARD);
    assertThat(rows()).containsExactly(MONDAY + "one");
  }

  @Test
  void refusesToMixFormats() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one"));
    for (WriteMode mode : List.of(WriteMode.APPEND, WriteMode.OVERWRITE)) {
      StagedRun run = open(mode).begin("r2");
      write(local, run.stagingPath("statements") + "/" + MONDAY + "part-00000.json.gz", "two");

      assertThatThrownBy(() -> run.commit("{}"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "holds parquet partitioned by date, but this run writes json partitioned by date");
      run.abort(Quarantine.DISCARD);
    }
    assertThat(rows()).containsExactly(MONDAY + "one");
  }

  @Test
  void refusesTheIdOfACompleteRun() throws IOException {
    run(WriteMode.ERROR, "r1", List.of("one"));

    assertThatThrownBy(() -> open(WriteMode.APPEND).begin("r1"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("holds a complete run r1 already. Use another run id.");
  }

  @Test
  void refusesToBeginARunTwice() throws IOException {
    OutputFolder folder = open(WriteMode.ERROR);
    StagedRun first = folder.begin("r1");

    assertThatThrownBy(() -> folder.begin("r1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Run r1 is being written to output");
    first.abort(Quarantine.DISCARD);
  }

  @Test
  void refusesARunIdThatIsNoFileName() {
    assertThatThrownBy(() -> open(WriteMode.ERROR).begin("../r1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Run id '../r1' must be 1 to 100 letters");
  }

  @Test
  void refusesADatasetNameThatReadersPassOver() throws IOException {
    StagedRun run = open(WriteMode.ERROR).begin("r1");

    assertThatThrownBy(() -> run.stagingPath("_statements"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Dataset name '_statements' must be one folder name");
  }

  @Test
  void refusesFilesOfAnUnrecordedRunWithTheSameId() throws IOException {
    run(WriteMode.ERROR, "r1", List.of("one"));
    local.delete(new org.apache.hadoop.fs.Path(output(), "_runs"), true);
    StagedRun run = open(WriteMode.OVERWRITE).begin("r1");
    stage(local, run, List.of("new"));

    assertThatThrownBy(() -> run.commit("{}"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "exists already, though run r1 is not recorded as complete. Use another run id.");
    run.abort(Quarantine.DISCARD);
    assertThat(rows()).containsExactly("one");
  }

  @Test
  void tellsWhereEarlierRowsAre() throws IOException {
    assertThat(open(WriteMode.APPEND).earlier("statements")).isEmpty();
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one"));

    OutputFolder folder = open(WriteMode.APPEND);
    assertThat(folder.earlier("statements"))
        .hasValueSatisfying(path -> assertThat(path.toString()).endsWith("/statements"));
    assertThat(folder.earlier("exchanges")).isEmpty();
  }

  @Test
  void tellsBeforeARunWhetherItsRowsWillFit() throws IOException {
    run(WriteMode.ERROR, "r1", List.of(MONDAY + "one"));

    OutputFolder append = open(WriteMode.APPEND);
    append.requireFit("statements", "date", "parquet");
    append.requireFit("exchanges", "", "json");
    assertThatThrownBy(() -> append.requireFit("statements", "", "parquet"))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining(
            "/statements holds parquet partitioned by date, but this run writes parquet without");

    OutputFolder overwrite = open(WriteMode.OVERWRITE);
    overwrite.requireFit("statements", "date", "parquet");
    overwrite.requireFit("statements", "", "json");
    overwrite.requireFit("exchanges", "date", "json");
    assertThatThrownBy(() -> overwrite.requireFit("statements", "date", "json"))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("holds parquet partitioned by date, but this run writes json");
  }

  @Test
  void refusesAnOutputWhileAnotherRunIsWritten() throws IOException {
    Heartbeat lively = new Heartbeat(Duration.ofMillis(20), Duration.ofSeconds(1));
    StagedRun first = OutputFolder.open(local, output(), WriteMode.APPEND, lively).begin("r1");
    stage(local, first, List.of("one"));

    assertThatThrownBy(() -> OutputFolder.open(local, output(), WriteMode.APPEND, lively))
        .isInstanceOf(OutputConflictException.class)
        .hasMessageContaining("one run at a time, but run r1 is being written");
    first.commit("{}");
    assertThat(rows()).containsExactly("one");
    StagedRun second = OutputFolder.open(local, output(), WriteMode.APPEND, lively).begin("r2");
    second.abort(Quarantine.DISCARD);
    assertThat(temporary.resolve("output-0/_staging")).doesNotExist();
    assertThat(rows()).containsExactly("one");
  }

  @Test
  void removesWhatARunLeftThatNoLongerTellsOfItself() throws IOException {
    StagedRun killed = OutputFolder.open(local, output(), WriteMode.APPEND, SILENT).begin("r1");
    stage(local, killed, List.of("one"));
    assertThat(temporary.resolve("output-0/_staging/r1/_alive")).exists();

    OutputFolder.open(local, output(), WriteMode.ERROR, SILENT);
    assertThat(temporary.resolve("output-0/_staging")).doesNotExist();
  }

  @Test
  void changesNothingWhenAJournalCannotBeRead() throws IOException {
    run(WriteMode.ERROR, "r1", List.of("one"));
    write(local, output() + "/_staging/r2/commit.json", "?");

    assertThatThrownBy(() -> open(WriteMode.APPEND))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of the interrupted run r2 must be JSON with the moves to undo");
    assertThat(tree()).contains("_staging/r2/commit.json");
    assertThat(rows()).containsExactly("one");
  }

  /** A run upon an earlier one: what it writes, and the rows before and after it. */
  record Scenario(
      WriteMode mode,
      List<String> earlier,
      List<String> written,
      List<String> expected,
      List<String> rewritten) {

    Scenario(WriteMode mode, List<String> earlier, List<String> written, List<String> expected) {
      this(mode, earlier, written, expected, List.of());
    }
  }

  static List<Scenario> scenarios() {
    return List.of(
        new Scenario(WriteMode.ERROR, List.of(), List.of("b", "c"), List.of("b", "c")),
        new Scenario(
            WriteMode.ERROR,
            List.of(),
            List.of(MONDAY + "b", TUESDAY + "c"),
            List.of(MONDAY + "b", TUESDAY + "c")),
        new Scenario(
            WriteMode.APPEND,
            List.of("aaaa", "aa"),
            List.of("b", "ccc"),
            List.of("aaaa", "b", "aa", "ccc")),
        new Scenario(
            WriteMode.APPEND,
            List.of(MONDAY + "a", TUESDAY + "a"),
            List.of(TUESDAY + "b", WEDNESDAY + "c"),
            List.of(MONDAY + "a", TUESDAY + "a", TUESDAY + "b", WEDNESDAY + "c")),
        new Scenario(
            WriteMode.OVERWRITE, List.of("aaaa", "aa"), List.of("b", "ccc"), List.of("b", "ccc")),
        new Scenario(
            WriteMode.OVERWRITE,
            List.of(MONDAY + "a", TUESDAY + "a", TUESDAY + "aa"),
            List.of(TUESDAY + "b", WEDNESDAY + "c"),
            List.of(MONDAY + "a", TUESDAY + "b", WEDNESDAY + "c")),
        new Scenario(WriteMode.OVERWRITE, List.of(MONDAY + "a"), List.of("b"), List.of("b")),
        new Scenario(
            WriteMode.OVERWRITE,
            List.of(
                MONDAY + "a", TUESDAY + "a", EXCHANGES + MONDAY + "x", EXCHANGES + TUESDAY + "x"),
            List.of(TUESDAY + "b", WEDNESDAY + "c", EXCHANGES + WEDNESDAY + "y"),
            List.of(
                MONDAY + "a",
                TUESDAY + "b",
                WEDNESDAY + "c",
                EXCHANGES + MONDAY + "x",
                EXCHANGES + WEDNESDAY + "y")),
        new Scenario(
            WriteMode.OVERWRITE,
            List.of(TUESDAY + "a", EXCHANGES + TUESDAY + "x"),
            List.of(TUESDAY + "b"),
            List.of(TUESDAY + "b")),
        // A file of a day gives way to another there, and a day's only file to one of another day.
        new Scenario(
            WriteMode.APPEND,
            List.of(MONDAY + "a", MONDAY + "aa", TUESDAY + "a", EXCHANGES + TUESDAY + "x"),
            List.of(MONDAY + "b", WEDNESDAY + "c"),
            List.of(MONDAY + "b", MONDAY + "aa", WEDNESDAY + "c"),
            List.of(
                "statements/" + MONDAY + "part-00000-r1.zstd.parquet",
                "statements/" + TUESDAY + "part-00000-r1.zstd.parquet",
                "exchanges/" + TUESDAY + "part-00000-r1.zstd.parquet")));
  }

  static Stream<Arguments> interruptions() {
    return scenarios().stream()
        .flatMap(
            scenario ->
                Arrays.stream(Fault.values())
                    .flatMap(
                        fault ->
                            Arrays.stream(Rename.values())
                                .filter(rename -> rename == Rename.ATOMIC || fault == Fault.KILLED)
                                .map(rename -> Arguments.of(scenario, fault, rename))));
  }

  @ParameterizedTest
  @MethodSource("interruptions")
  void survivesAFaultAtEveryOperation(Scenario scenario, Fault fault, Rename rename)
      throws IOException {
    int operation = 0;
    for (boolean broken = true; broken; operation++) {
      FileSystem faulty = interrupted(scenario, operation, fault, rename);
      broken = FaultyFileSystem.hasBroken(faulty);

      recoverAndCheck(scenario, "operation " + operation);
    }
    assertThat(operation).as("operations of a run").isGreaterThan(15);
  }

  @Test
  void survivesAKillAtEveryOperationOfTheRecovery() throws IOException {
    // Partitions that are replaced, kept and new: every kind of move. All scenarios take minutes,
    // as
    // do kills without a journal, after which the recovery only deletes.
    Scenario scenario = scenarios().get(5);
    for (Rename rename : Rename.values()) {
      int step = rename == Rename.ATOMIC ? 1 : 4; // Copying has many more operations.
      boolean broken = true;
      for (int operation = 0; broken; operation += step) {
        boolean recoveryBroken = true;
        for (int second = 0; recoveryBroken; second++) {
          broken =
              FaultyFileSystem.hasBroken(interrupted(scenario, operation, Fault.KILLED, rename));
          if (!tree().contains("_staging/r2/commit.json")) {
            break;
          }
          FileSystem faulty = FaultyFileSystem.breakingAt(second, Fault.KILLED, rename);
          try {
            OutputFolder.open(faulty, output(), WriteMode.APPEND, SILENT);
          } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("Broken at operation");
          }
          recoveryBroken = FaultyFileSystem.hasBroken(faulty);
          recoverAndCheck(scenario, "operation " + operation + ", then " + second);
        }
      }
    }
  }

  /** Writes the earlier rows, and then the scenario's run over a file system with a fault. */
  private FileSystem interrupted(Scenario scenario, int operation, Fault fault, Rename rename)
      throws IOException {
    newOutput();
    if (!scenario.earlier().isEmpty()) {
      run(WriteMode.ERROR, "r1", scenario.earlier());
    }
    FileSystem faulty = FaultyFileSystem.breakingAt(operation, fault, rename);
    StagedRun run = null;
    try {
      run = OutputFolder.open(faulty, output(), scenario.mode(), SILENT).begin("r2");
      // As Spark would, not through the faulty file system: what is staged is the same anyhow.
      stage(local, run, scenario.written());
      write(local, run.quarantinePath() + "/part-00000.json", "bad");
      rewrite(run, scenario);
      run.commit("{}");
    } catch (IOException e) {
      if (fault != Fault.KILLED && run != null) {
        run.abort(Quarantine.DISCARD);
      }
    }
    return faulty;
  }

  private void recoverAndCheck(Scenario scenario, String when) throws IOException {
    OutputFolder folder = OutputFolder.open(local, output(), WriteMode.APPEND, SILENT);
    boolean complete = tree().contains("_runs/r2/run.json");
    if (!complete) {
      assertThat(rows()).as(when).containsExactlyElementsOf(scenario.earlier());
      assertThat(tree()).as(when).noneMatch(path -> path.contains("r2"));
      folder = OutputFolder.open(local, output(), scenario.mode(), SILENT);
      StagedRun again = folder.begin("r2");
      stage(local, again, scenario.written());
      write(local, again.quarantinePath() + "/part-00000.json", "bad");
      rewrite(again, scenario);
      again.commit("{}");
    }
    assertThat(rows()).as(when).containsExactlyElementsOf(scenario.expected());
    assertThat(tree())
        .as(when)
        .contains("_runs/r2/run.json", "_quarantine/r2/part-00000-r2.json")
        .noneMatch(path -> path.startsWith("_staging"));
    assertThat(emptyFolders()).as(when).isEmpty();
  }

  private void rewrite(StagedRun run, Scenario scenario) {
    for (String file : scenario.rewritten()) {
      run.rewrite(local.makeQualified(new org.apache.hadoop.fs.Path(output(), file)));
    }
  }

  private int outputs;

  private void newOutput() {
    outputs++;
  }

  private String output() {
    return temporary.resolve("output-" + outputs).toString();
  }

  private OutputFolder open(WriteMode mode) throws IOException {
    return OutputFolder.open(new Configuration(false), output(), mode);
  }

  private void run(WriteMode mode, String id, List<String> rows) throws IOException {
    run(mode, id, rows, List.of());
  }

  private void run(WriteMode mode, String id, List<String> rows, List<String> quarantined)
      throws IOException {
    StagedRun run = OutputFolder.open(local, output(), mode, SILENT).begin(id);
    stage(local, run, rows);
    for (String record : quarantined) {
      write(
          local, run.quarantinePath() + "/part-00000-" + UUID.randomUUID() + "-c000.json", record);
    }
    run.commit("{\"run\":\"" + id + "\"}");
  }

  /** Writes each row as a file of its own under the names that Spark gives. */
  private static void stage(FileSystem fileSystem, StagedRun run, List<String> rows)
      throws IOException {
    UUID job = UUID.randomUUID();
    for (int i = 0; i < rows.size(); i++) {
      boolean exchange = rows.get(i).startsWith(EXCHANGES);
      String row = exchange ? rows.get(i).substring(EXCHANGES.length()) : rows.get(i);
      int slash = row.indexOf('/') + 1;
      write(
          fileSystem,
          run.stagingPath(exchange ? "exchanges" : "statements")
              + "/"
              + row.substring(0, slash)
              + "part-0000"
              + i
              + "-"
              + job
              + (slash == 0 ? "-c000" : ".c000")
              + ".zstd.parquet",
          row.substring(slash));
    }
    for (String dataset : List.of("statements", "exchanges")) {
      write(fileSystem, run.stagingPath(dataset) + "/_SUCCESS", "");
    }
  }

  private static void write(FileSystem fileSystem, String path, String text) throws IOException {
    try (var out = fileSystem.create(new org.apache.hadoop.fs.Path(path), false)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  /**
   * What a reader finds: {@code folder/text} of every visible file, in the order of the names;
   * first the statements.
   */
  private List<String> rows() throws IOException {
    FileTree files = new FileTree(local);
    List<String> rows = new ArrayList<>();
    for (String dataset : List.of("statements", "exchanges")) {
      String prefix = dataset.equals("exchanges") ? EXCHANGES : "";
      for (var file : files.visibleFiles(new org.apache.hadoop.fs.Path(output(), dataset))) {
        String folder = file.getParent().getName();
        rows.add(prefix + (folder.equals(dataset) ? "" : folder + "/") + files.read(file));
      }
    }
    return rows;
  }

  private String text(String file) throws IOException {
    return new FileTree(local).read(new org.apache.hadoop.fs.Path(output(), file));
  }

  /** All files but checksums, hidden ones too, in the order of their paths. */
  private List<String> tree() throws IOException {
    Path root = Path.of(output());
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.getFileName().toString().endsWith(".crc"))
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private List<String> emptyFolders() throws IOException {
    List<String> empty = new ArrayList<>();
    collectEmptyFolders(new org.apache.hadoop.fs.Path(output()), empty);
    return empty;
  }

  private void collectEmptyFolders(org.apache.hadoop.fs.Path folder, List<String> empty)
      throws IOException {
    FileStatus[] children = local.listStatus(folder);
    if (children.length == 0) {
      empty.add(folder.toString());
    }
    for (FileStatus child : children) {
      if (child.isDirectory()) {
        collectEmptyFolders(child.getPath(), empty);
      }
    }
  }
}
