package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.weerwoord.jobs.input.ArticleReader;
import org.weerwoord.jobs.input.InputOptions;
import org.weerwoord.jobs.input.InputRecord;
import org.weerwoord.jobs.input.RecordParser;
import picocli.CommandLine;

@ExtendWith(SparkSessionExtension.class)
class LabelCommandTest {

  private static final String SAMPLES = "../seeds/samples";
  private static final String SEED = "../seeds/articles/belgium-china-2022-07.txt";

  @TempDir private Path folder;
  private SparkSession spark;
  private Path output;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void useTheSharedSession(SparkSession shared) {
    spark = shared;
    output = folder.resolve("output");
  }

  @Test
  void labelsTheSeedArticle() {
    assertThat(label("--input", SEED, "--show", "3")).isZero();

    List<Row> rows = rows();
    assertThat(rows).hasSize(16);
    assertThat(rows.get(0).<String>getAs("article_id")).isEqualTo("belgium-china-2022-07");
    assertThat(rows.get(0).getAs("date").toString()).isEqualTo("2022-07-01");
    assertThat(rows.get(0).<String>getAs("date_precision")).isEqualTo("month");
    assertThat(rows.get(0).<String>getAs("label")).isEqualTo("accusation");
    assertThat(rows.get(7).<String>getAs("label")).isEqualTo("counter-accusation");
    assertThat(rows.get(7).<String>getAs("quoted")).isEqualTo("wholly");
    assertThat(rows.get(8).<String>getAs("quotation_id"))
        .isEqualTo(rows.get(7).getAs("quotation_id"))
        .isEqualTo(rows.get(7).getAs("statement_id"));
    assertThat(rows.get(5).<String>getAs("quotation_id")).isNull();
    assertThat(out.toString())
        .contains("belgium-china-2022-07 (nl, 2022-07-01)")
        .contains("statements                       16");
  }

  @Test
  void writesTheDocumentedSchemaAndOffsetsThatReproduceTheText() {
    assertThat(label("--input", SAMPLES)).isZero();

    assertThat(spark.read().parquet(statements()).schema().simpleString())
        .isEqualTo(StatementSchema.SCHEMA.simpleString());
    List<String> fullTexts = fullTexts();
    for (Row row : rows()) {
      int begin = row.getAs("begin");
      int end = row.getAs("end");
      String text = row.getAs("text");
      assertThat(fullTexts)
          .as(text)
          .anyMatch(full -> full.length() >= end && full.substring(begin, end).equals(text));
      double sum =
          row.<Double>getAs("p_accusation")
              + row.<Double>getAs("p_denial")
              + row.<Double>getAs("p_counter_accusation")
              + row.<Double>getAs("p_none");
      assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
    }
  }

  @Test
  void givesTheSameRowsWhateverThePartitionsAndOnEachRun() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<String> corpus = Files.lines(Path.of("../seeds/samples/articles.jsonl"))) {
      corpus.forEach(lines::add);
    }
    Path one = Files.createDirectory(folder.resolve("one"));
    Path many = Files.createDirectory(folder.resolve("many"));
    Files.write(one.resolve("all.jsonl"), lines);
    for (int i = 0; i < lines.size(); i++) {
      Files.write(many.resolve(i + ".jsonl"), List.of(lines.get(i)));
    }

    assertThat(label("--input", one.toString())).isZero();
    List<Row> first = rows();
    assertThat(label("--input", many.toString(), "--mode", "overwrite")).isZero();
    List<Row> second = rows();
    assertThat(label("--input", many.toString(), "--mode", "overwrite")).isZero();

    assertThat(second).isEqualTo(first).isEqualTo(rows());
  }

  @Test
  void refusesAnOutputThatExistsAndKeepsIt() {
    assertThat(label("--input", SEED)).isZero();
    List<Row> before = rows();

    assertThat(label("--input", SAMPLES)).isEqualTo(ExitCodes.OUTPUT_EXISTS);

    assertThat(err.toString()).contains("already exists").contains("--mode overwrite or append");
    assertThat(err.toString()).doesNotContain("\tat ");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void appendsToAnOutput() {
    assertThat(label("--input", SEED)).isZero();
    assertThat(label("--input", SAMPLES + "/*.txt", "--mode", "append")).isZero();

    assertThat(rows().stream().map(row -> row.getAs("article_id")).distinct()).hasSize(3);
    assertThat(runs()).hasSize(2);
  }

  @Test
  void overwritesOnlyTheDaysOfTheRunWherePartitionedByDate() throws IOException {
    Path first =
        jsonl("first", article("a", "2024-01-01", "Een."), article("b", "2024-01-02", "Twee."));
    Path second = jsonl("second", article("c", "2024-01-02", "Drie."), article("d", null, "Vier."));

    assertThat(label("--input", first.toString(), "--partition-by", "date")).isZero();
    assertThat(label("--input", second.toString(), "--partition-by", "date", "--mode", "overwrite"))
        .isZero();

    assertThat(rows().stream().map(row -> row.<String>getAs("article_id")))
        .containsExactly("a", "c", "d");
  }

  @Test
  void setsUnreadableRecordsAsideAndGoesOn() throws IOException {
    Path input =
        jsonl(
            "input",
            article("a", "2024-13-45", "Goed."),
            "{\"id\": \"b\", \"text\":",
            "{\"id\": \"c\"}");

    assertThat(label("--input", input.toString(), "--max-bad-rate", "0.7")).isZero();

    assertThat(rows()).hasSize(1);
    JsonNode run = runs().get(0);
    assertThat(run.at("/status").asText()).isEqualTo("succeeded");
    assertThat(run.at("/counts/articles").asLong()).isEqualTo(1);
    assertThat(run.at("/counts/unreadable_dates").asLong()).isEqualTo(1);
    assertThat(run.at("/quarantined_by_reason/malformed").asLong()).isEqualTo(1);
    assertThat(run.at("/quarantined_by_reason/no-text").asLong()).isEqualTo(1);
    assertThat(run.at("/model/weights_sha256").asText()).hasSize(64);
    List<Row> quarantined =
        spark
            .read()
            .json(output + "/_quarantine/" + run.at("/run_id").asText())
            .orderBy("reason")
            .collectAsList();
    assertThat(quarantined).hasSize(2);
    assertThat(quarantined.get(0).<String>getAs("raw")).isEqualTo("{\"id\": \"b\", \"text\":");
    assertThat(quarantined.get(0).<String>getAs("file")).endsWith("input.jsonl");
    assertThat(quarantined.get(1).<String>getAs("reason")).isEqualTo("no-text");
  }

  @Test
  void failsAboveTheBadRateAndLeavesTheRecordsToLookAt() throws IOException {
    Path input = jsonl("input", article("a", null, "Goed."), "geen json");

    assertThat(label("--input", input.toString())).isEqualTo(ExitCodes.BAD_INPUT);

    assertThat(err.toString())
        .contains("1 of 2 records can't be read as articles")
        .contains("--max-bad-rate 0.1")
        .doesNotContain("\tat ");
    assertThat(output.resolve("statements")).doesNotExist();
    assertThat(output.resolve("_runs")).doesNotExist();
    assertThat(output.resolve("_quarantine")).isNotEmptyDirectory();
    assertThat(label("--input", SEED)).isZero();
  }

  @Test
  void failsWithoutOutputWhereTheInputOrModelIsMissing() {
    assertThat(label("--input", folder + "/nothing-*.jsonl")).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("nothing-*.jsonl");
    assertThat(label("--input", SEED, "--model", folder + "/none")).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("must be a folder with manifest.json");
    assertThat(output.resolve("statements")).doesNotExist();
  }

  @Test
  void writesJsonLinesWithTheSameFields() {
    assertThat(label("--input", SEED, "--format", "jsonl")).isZero();

    List<Row> rows = spark.read().json(statements()).orderBy("position").collectAsList();
    assertThat(rows).hasSize(16);
    assertThat(List.of(spark.read().json(statements()).columns()))
        .containsExactlyInAnyOrder(StatementSchema.SCHEMA.fieldNames());
  }

  @Test
  void findsMoreWithALowerThreshold() {
    assertThat(label("--input", SAMPLES, "--threshold", "0.9")).isZero();
    long few = acts();
    assertThat(label("--input", SAMPLES, "--threshold", "0.1", "--mode", "overwrite")).isZero();

    assertThat(acts()).isGreaterThan(few);
  }

  @Test
  void marksLanguagesWithoutALexicon() throws IOException {
    Path input =
        jsonl(
            "input",
            "{\"id\": \"es\", \"lang\": \"es\", \"text\": \"El ministro lo niega todo. Nadie lo sabe.\"}");

    assertThat(label("--input", input.toString())).isZero();

    assertThat(rows()).hasSize(2);
    assertThat(rows().get(0).<Boolean>getAs("language_supported")).isFalse();
  }

  private int label(String... arguments) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("label", "--output", output.toString()));
    all.addAll(List.of(arguments));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private String statements() {
    return output.resolve("statements").toString();
  }

  private List<Row> rows() {
    return spark
        .read()
        .schema(StatementSchema.SCHEMA)
        .parquet(statements())
        .orderBy("article_id", "position")
        .collectAsList();
  }

  private long acts() {
    return rows().stream().filter(row -> !row.<String>getAs("label").equals("none")).count();
  }

  private List<String> fullTexts() {
    ArticleReader reader = ArticleReader.open(spark, InputOptions.of(SAMPLES));
    RecordParser parser = reader.parser();
    return reader.raw().collectAsList().stream()
        .map(parser::parse)
        .map(InputRecord::article)
        .map(article -> article.fullText())
        .toList();
  }

  private List<JsonNode> runs() {
    ObjectMapper json = new ObjectMapper();
    try (Stream<Path> files = Files.walk(output.resolve("_runs"))) {
      List<JsonNode> runs = new ArrayList<>();
      for (Path file : files.filter(path -> path.endsWith("run.json")).toList()) {
        runs.add(json.readTree(file.toFile()));
      }
      return runs;
    } catch (IOException e) {
      throw new AssertionError("The runs can't be read", e);
    }
  }

  private Path jsonl(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name + ".jsonl"), List.of(lines));
  }

  private static String article(String id, String date, String text) {
    return "{\"id\": \""
        + id
        + "\", \"lang\": \"nl\", "
        + (date == null ? "" : "\"date\": \"" + date + "\", ")
        + "\"text\": \""
        + text
        + "\"}";
  }
}
