package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkSessionExtension.class)
class StandaloneClusterIT {
  private static final Path FOLDER = Path.of("target", "standalone-cluster");

  private static StandaloneCluster cluster;

  @TempDir Path temporary;
  private SparkSession session;

  @BeforeEach
  void useTheSharedSession(SparkSession shared) {
    session = shared;
  }

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    cluster = StandaloneCluster.start(FOLDER, 2);
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void bothWorkersTakePartInAJob() throws IOException, InterruptedException {
    Path output = temporary.resolve("counts");
    Path log = FOLDER.resolve("both-workers.log");

    int exitCode =
        cluster.submit(
            CountByExecutor.class.getName(),
            jarOf(CountByExecutor.class),
            List.of(
                "--conf", "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf", "spark.scheduler.maxRegisteredResourcesWaitingTime=60s"),
            List.of(output.toUri().toString()),
            log);

    assertThat(exitCode).as("exit code, see %s", log).isZero();
    List<String> rows = rows(output);
    assertThat(rows).hasSize(4).allMatch(row -> row.endsWith(" 250"));
    assertThat(rows.stream().map(row -> row.substring(0, row.indexOf(' '))).distinct())
        .as("executors; a worker has room for one only")
        .containsExactlyInAnyOrder("0", "1");
  }

  @Test
  void lacksTheClassesThatAJobMustBring() throws IOException, InterruptedException {
    Path log = FOLDER.resolve("missing-class.log");

    int exitCode =
        cluster.submit(
            "picocli.CommandLine", jarOf(CountByExecutor.class), List.of(), List.of(), log);

    assertThat(exitCode).as("exit code, see %s", log).isEqualTo(101);
    assertThat(log).content().contains("Failed to load class picocli.CommandLine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mllib", "dl4j"})
  void labelsOnTheClusterAsInThisProcess(String classifier)
      throws IOException, InterruptedException {
    Path onCluster = temporary.resolve("on-cluster");
    Path here = temporary.resolve("here");
    Path log = FOLDER.resolve("label-" + classifier + ".log");
    String input = Path.of("..", "seeds", "samples").toAbsolutePath().normalize().toString();

    int exitCode =
        cluster.submit(
            Weerwoord.class.getName(),
            Path.of("target", "weerwoord-jobs.jar"),
            List.of(),
            label(classifier, input, onCluster),
            log);
    int exitCodeHere = Weerwoord.run(label(classifier, input, here).toArray(String[]::new));

    assertThat(exitCode).as("exit code, see %s", log).isZero();
    assertThat(exitCodeHere).isZero();
    assertThat(statements(onCluster)).hasSizeGreaterThan(100).isEqualTo(statements(here));
    assertThat(exchanges(onCluster)).hasSizeGreaterThan(10).isEqualTo(exchanges(here));
    assertThat(statements(onCluster).get(0).<String>getAs("model_id")).startsWith(classifier);
    assertThat(log).content().contains("statements");
  }

  private static List<String> label(String classifier, String input, Path output) {
    return List.of(
        "label", "--classifier", classifier, "--input", input, "--output", output.toString());
  }

  @Test
  void passesTheExitCodeOn() throws IOException, InterruptedException {
    int exitCode =
        cluster.submit(
            Weerwoord.class.getName(),
            Path.of("target", "weerwoord-jobs.jar"),
            List.of(),
            List.of("label", "--input", "/nowhere/*.jsonl", "--output", temporary + "/x"),
            FOLDER.resolve("bad-input.log"));

    assertThat(exitCode).isEqualTo(ExitCodes.BAD_INPUT);
  }

  private List<Row> statements(Path output) {
    return dataset(StatementSchema.SCHEMA, output.resolve("statements"), "position");
  }

  private List<Row> exchanges(Path output) {
    return dataset(ExchangeSchema.SCHEMA, output.resolve("exchanges"), "charge_position");
  }

  private List<Row> dataset(StructType schema, Path folder, String position) {
    return session
        .read()
        .schema(schema)
        .parquet(folder.toUri().toString())
        .orderBy("article_id", position)
        .collectAsList();
  }

  private Path jarOf(Class<?> mainClass) throws IOException {
    return StandaloneCluster.writeJar(temporary.resolve("job.jar"), mainClass);
  }

  private List<String> rows(Path parquet) {
    return session.read().parquet(parquet.toUri().toString()).as(Encoders.STRING()).collectAsList();
  }
}
