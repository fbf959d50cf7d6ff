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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.jobs.input.ArticleReader;
import org.weerwoord.jobs.input.InputOptions;
import org.weerwoord.jobs.input.InputRecord;
import org.weerwoord.jobs.input.RecordParser;
import org.weerwoord.text.Article;
import picocli.CommandLine;

@ExtendWith(SparkSessionExtension.class)
class LabelCommandTest {

  private static final String SAMPLES = "../seeds/samples";
  private static final String SEED = "../seeds/articles/belgium-china-2022-07.txt";

  private static final String QUARREL =
      "{\"id\": \"quarrel-1\", \"lang\": \"nl\", \"date\": \"2024-02-03\", \"text\": \""
          + "Wethouder Bakker beschuldigt aannemer Smit van fraude. Smit ontkent de beschuldiging met"
          + " klem. Smit beschuldigt Bakker op zijn beurt van laster.\"}";

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
  void runsInAProgramThatGoesOnAndPrintsWhereThatWants() {
    StringWriter printed = new StringWriter();

    int code =
        Weerwoord.run(
            new PrintWriter(printed), "label", "--input", SEED, "--output", output.toString());

    assertThat(code).isZero();
    assertThat(printed.toString()).contains("articles", "written to " + output);
    assertThat(spark.sparkContext().isStopped()).isFalse();
    assertThat(Weerwoord.run(new PrintWriter(printed), "label")).isEqualTo(ExitCodes.USAGE);
    assertThat(printed.toString()).contains("Missing required option");
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
        .contains("belgium-china-2022-07 (nl, 2022-07)\n")
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
  void namesActorsAsTheyStandInTheText() {
    assertThat(label("--input", SAMPLES)).isZero();

    Map<String, String> fullTexts =
        articles().stream().collect(Collectors.toMap(Article::id, Article::fullText));
    int named = 0;
    for (Row row : rows()) {
      String fullText = fullTexts.get(row.<String>getAs("article_id"));
      for (String column : List.of("speaker", "speaker_cue", "source", "target")) {
        String name = row.getAs(column);
        Integer begin = row.getAs(column + "_begin");
        Integer end = row.getAs(column + "_end");
        assertThat(begin == null).isEqualTo(name == null);
        if (name != null) {
          assertThat(fullText.substring(begin, end)).isEqualTo(name);
          named++;
        }
      }
      if (row.getAs("label").equals("none")) {
        assertThat(row.<String>getAs("source")).isNull();
        assertThat(row.<String>getAs("target")).isNull();
      }
    }
    assertThat(named).isGreaterThan(100);
  }

  @Test
  void writesAnExchangeForEachChargeWithItsAnswers() {
    assertThat(label("--input", SEED, SAMPLES)).isZero();

    assertThat(spark.read().parquet(exchangesFolder()).schema().simpleString())
        .isEqualTo(ExchangeSchema.SCHEMA.simpleString());
    Map<String, Row> statements = byId(rows(), "statement_id");
    Map<String, Row> exchanges = byId(exchanges(), "exchange_id");
    assertThat(exchanges.keySet())
        .containsExactlyInAnyOrderElementsOf(
            rows().stream()
                .filter(row -> row.<String>getAs("label").endsWith("accusation"))
                .map(row -> row.<String>getAs("statement_id"))
                .toList());
    int answers = 0;
    for (Row exchange : exchanges.values()) {
      Row charge = statements.get(exchange.<String>getAs("exchange_id"));
      assertThat(exchange.<String>getAs("charge")).isEqualTo(charge.getAs("text"));
      assertThat(exchange.<String>getAs("accuser_actor")).isEqualTo(charge.getAs("source_actor"));
      assertThat(exchange.<String>getAs("accused_side")).isEqualTo(charge.getAs("target_side"));
      assertThat(exchange.<String>getAs("charge_kind")).isNotNull();
      for (String kind : List.of("denials", "counter_accusations")) {
        for (Row answer : exchange.<Row>getList(exchange.fieldIndex(kind))) {
          Row statement = statements.get(answer.<String>getAs("statement_id"));
          assertThat(kind)
              .startsWith(statement.<String>getAs("label").replace('-', '_').substring(0, 6));
          assertThat(statement.<String>getAs("answers")).isEqualTo(exchange.getAs("exchange_id"));
          assertThat(answer.<String>getAs("text")).isEqualTo(statement.getAs("text"));
          assertThat(answer.<String>getAs("source")).isEqualTo(statement.getAs("source"));
          answers++;
        }
      }
      int depth = exchange.getAs("depth");
      Row first = exchanges.get(exchange.<String>getAs("thread_id"));
      assertThat(first.<Integer>getAs("depth")).isZero();
      assertThat(first == exchange).isEqualTo(depth == 0);
    }
    assertThat(answers)
        .isGreaterThan(10)
        .isEqualTo((int) rows().stream().filter(row -> row.getAs("answers") != null).count());
  }

  @Test
  void leavesTheColumnsOfChargesEmptyElsewhere() {
    assertThat(label("--input", SEED)).isZero();

    for (Row row : rows()) {
      boolean charge = row.<String>getAs("label").endsWith("accusation");
      assertThat(row.getAs("thread_id") != null).isEqualTo(charge);
      assertThat(row.getAs("depth") != null).isEqualTo(charge);
      assertThat(row.getAs("charge_kind") != null).isEqualTo(charge);
      if (!charge) {
        assertThat(row.getList(row.fieldIndex("replies"))).isEmpty();
      }
    }
  }

  @Test
  void showsTheFirstThreadsOfThisRun() throws IOException {
    Path quarrel = jsonl("quarrel", QUARREL);
    assertThat(label("--input", quarrel.toString())).isZero();
    assertThat(label("--input", SEED, "--mode", "append", "--threads", "2")).isZero();

    assertThat(out.toString())
        .contains("[belgium-china-2022-07, 2022-07]\n")
        .contains("· accusation · espionage\n  “")
        .contains("  └ de Chinese ambassade")
        .doesNotContain("[quarrel");
  }

  @Test
  void endsWellWhereTheRowsArePublishedButCannotBeShown() throws IOException {
    assertThat(label("--input", SEED)).isZero();
    for (String dataset : List.of("statements", "exchanges")) {
      Files.writeString(output.resolve(dataset + "/part-00000-of-nobody.parquet"), "no Parquet");
    }

    assertThat(
            label("--input", SEED, "--mode", "append", "--show", "3", "--threads", "3", "--report"))
        .isZero();

    assertThat(runs()).hasSize(2);
    assertThat(err.toString())
        .containsPattern("--show failed, but the rows of run \\S+ are published in " + output)
        .containsPattern("--report failed, but the rows of run \\S+ are published in " + output)
        .contains("'weerwoord report --output " + output + "'")
        .doesNotContain("\tat ");
    assertThat(output.resolve("_report")).doesNotExist();
  }

  @Test
  void showsNoThreadsWhereNothingIsCharged() throws IOException {
    Path input = jsonl("input", article("a", "2024-01-01", "Het regent."));

    assertThat(label("--input", input.toString(), "--threads", "3", "--partition-by", "date"))
        .isZero();
    assertThat(out.toString()).doesNotContain("[a,");
    assertThat(output.resolve("exchanges")).doesNotExist();
  }

  @Test
  void shufflesNothing() throws TimeoutException {
    List<Integer> parents = Collections.synchronizedList(new ArrayList<>());
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageSubmitted(SparkListenerStageSubmitted stage) {
            parents.add(stage.stageInfo().parentIds().size());
          }
        };
    spark.sparkContext().addSparkListener(listener);
    try {
      assertThat(label("--input", SEED, "--partition-by", "date")).isZero();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }

    assertThat(parents).hasSizeGreaterThanOrEqualTo(2).containsOnly(0);
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
    List<Row> firstExchanges = exchanges();
    assertThat(label("--input", many.toString(), "--mode", "overwrite")).isZero();
    List<Row> second = rows();
    assertThat(exchanges()).isNotEmpty().isEqualTo(firstExchanges);
    assertThat(label("--input", many.toString(), "--mode", "overwrite")).isZero();

    assertThat(second).isEqualTo(first).isEqualTo(rows());
    assertThat(exchanges()).isEqualTo(firstExchanges);
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
    assertThat(exchanges().stream().map(row -> row.getAs("article_id")).distinct()).hasSize(3);
    assertThat(runs()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"append, parquet, none", "append, jsonl, date", "overwrite, jsonl, date"})
  void refusesAnOutputOfAnotherLayoutBeforeItReadsTheInput(
      String mode, String format, String partition) throws IOException {
    Path quarrel = jsonl("quarrel", QUARREL);
    assertThat(label("--input", quarrel.toString(), "--partition-by", "date")).isZero();
    // An input that is sought is an error of its own.
    String[] other = {
      "--input", folder + "/none", "--mode", mode, "--format", format, "--partition-by", partition
    };

    for (String dataset : List.of("statements", "exchanges")) {
      List<Path> before = tree();
      assertThat(label(other)).isEqualTo(ExitCodes.OUTPUT_EXISTS);
      assertThat(err.toString()).contains("/" + dataset + " holds parquet partitioned by date");
      assertThat(tree()).isEqualTo(before);
      FileUtil.fullyDelete(output.resolve(dataset).toFile());
    }
    assertThat(label(other)).isEqualTo(ExitCodes.BAD_INPUT);
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
  void overwritesTheExchangesOfADayThatHasNoneAnyMore() throws IOException {
    Path quarrel =
        jsonl("quarrel", QUARREL, QUARREL.replace("02-03", "02-04").replace("-1\"", "-2\""));
    Path rain = jsonl("rain", article("a", "2024-02-03", "Het regent."));

    assertThat(label("--input", quarrel.toString(), "--partition-by", "date")).isZero();
    assertThat(articleIds(exchanges())).containsOnly("quarrel-1", "quarrel-2");
    assertThat(label("--input", rain.toString(), "--partition-by", "date", "--mode", "overwrite"))
        .isZero();

    assertThat(articleIds(rows())).containsOnly("a", "quarrel-2");
    assertThat(articleIds(exchanges())).containsOnly("quarrel-2");
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
  void countsArticlesWithoutADate() throws IOException {
    Path input =
        jsonl(
            "input",
            article("a", "2024-01-02", "Een. Twee."),
            article("b", null, "Een. Twee."),
            article("c", "gisteren", "Een."));

    assertThat(label("--input", input.toString())).isZero();
    assertThat(out.toString()).containsPattern("dates not readable +1\\R +without a date +1\\R");
    assertThat(runs().get(0).at("/counts/unreadable_dates").asLong()).isEqualTo(1);
    assertThat(runs().get(0).at("/counts/undated").asLong()).isEqualTo(1);

    assertThat(label("--input", input.toString(), "--field", "date=day", "--mode", "overwrite"))
        .isZero();
    assertThat(out.toString()).containsPattern("without a date +3\\R");
  }

  @Test
  void failsAboveTheBadRateAndLeavesTheRecordsToLookAt() throws IOException {
    Path input = jsonl("input", article("a", null, "Goed."), "geen json");

    assertThat(label("--input", input.toString())).isEqualTo(ExitCodes.BAD_INPUT);

    assertThat(err.toString())
        .contains("1 of 2 records can't be read as articles")
        .contains("--max-bad-rate 0.1", "mend them in the input, or raise the rate")
        .doesNotContain("\tat ");
    assertThat(output.resolve("statements")).doesNotExist();
    assertThat(output.resolve("exchanges")).doesNotExist();
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

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "jsonl"})
  void failsWithoutOutputWhereRowsGetLostBetweenTheirTaskAndTheirFile(String format) {
    String commit = "spark.sql.sources.commitProtocolClass";
    spark.conf().set(commit, LossyCommit.class.getName());
    try {
      assertThat(label("--input", SEED, SAMPLES, "--format", format)).isEqualTo(ExitCodes.FAILURE);
    } finally {
      spark.conf().unset(commit);
    }

    assertThat(err.toString())
        .containsPattern(
            "The files of statements must hold the \\d+ rows that were made or kept, but hold");
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void writesJsonLinesWithTheSameFields() {
    assertThat(label("--input", SEED, "--format", "jsonl")).isZero();

    List<Row> rows = spark.read().json(statements()).orderBy("position").collectAsList();
    assertThat(rows).hasSize(16);
    assertThat(List.of(spark.read().json(statements()).columns()))
        .containsExactlyInAnyOrder(StatementSchema.SCHEMA.fieldNames());
    List<Row> exchanges =
        OutputFormat.JSONL
            .read(spark, ExchangeSchema.SCHEMA, exchangesFolder())
            .orderBy("charge_position")
            .collectAsList();
    assertThat(List.of(spark.read().json(exchangesFolder()).columns()))
        .containsExactlyInAnyOrder(ExchangeSchema.SCHEMA.fieldNames());
    assertThat(label("--input", SEED, "--mode", "overwrite")).isZero();
    assertThat(exchanges()).isEqualTo(exchanges);
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

  private String exchangesFolder() {
    return output.resolve("exchanges").toString();
  }

  private List<Row> exchanges() {
    return spark
        .read()
        .schema(ExchangeSchema.SCHEMA)
        .parquet(exchangesFolder())
        .orderBy("article_id", "charge_position")
        .collectAsList();
  }

  private static Map<String, Row> byId(List<Row> rows, String column) {
    return rows.stream().collect(Collectors.toMap(row -> row.getAs(column), row -> row));
  }

  private static List<String> articleIds(List<Row> rows) {
    return rows.stream().map(row -> row.<String>getAs("article_id")).toList();
  }

  private long acts() {
    return rows().stream().filter(row -> !row.<String>getAs("label").equals("none")).count();
  }

  private List<String> fullTexts() {
    return articles().stream().map(Article::fullText).toList();
  }

  private List<Article> articles() {
    ArticleReader reader = ArticleReader.open(spark, InputOptions.of(SAMPLES));
    RecordParser parser = reader.parser();
    return reader.raw().collectAsList().stream()
        .map(parser::parse)
        .map(InputRecord::article)
        .toList();
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> paths = Files.walk(output)) {
      return paths.sorted().toList();
    }
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
