package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.classifiers.StackedModelFile;
import picocli.CommandLine;

/** Runs of {@code label} over inputs that overlap: {@code --incremental}, {@code --deduplicate}. */
@ExtendWith(SparkSessionExtension.class)
class IncrementalTest {

  private static final String QUARREL =
      "Wethouder Bakker beschuldigt aannemer Smit van fraude. Smit ontkent de beschuldiging met"
          + " klem. Smit beschuldigt Bakker op zijn beurt van laster.";

  /** Long enough for near copies to be sought. */
  private static final String WIRE =
      QUARREL
          + " De zaak begon toen de gemeente vorig jaar een rekening kreeg voor een brug die nog niet"
          + " gebouwd was. Het bedrijf zegt dat de tekeningen al klaar waren en dat er daarom betaald"
          + " moest worden. In de raad klonk daarover veel ongenoegen, en een onderzoek volgde in het"
          + " voorjaar. Over de uitkomst wordt volgende week gesproken, als iedereen terug is van het"
          + " reces. Tot die tijd ligt het werk aan de brug stil en moeten fietsers omrijden.";

  private static final String NEAR_WIRE = WIRE.replace("fietsers", "wandelaars");

  @TempDir private Path folder;
  private SparkSession spark;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int runs;

  @BeforeEach
  void useTheSharedSession(SparkSession shared) {
    spark = shared;
  }

  @ParameterizedTest
  @CsvSource({"parquet, date", "parquet, none", "jsonl, date", "jsonl, none"})
  void threeIncrementalRunsLeaveWhatOneRunOverTheLastStateGives(String format, String partition)
      throws IOException {
    String[] layout = {"--format", format, "--partition-by", partition};
    String stays = article("stays", "2024-01-01", QUARREL);
    String gone = article("gone-from-the-input", "2024-01-01", QUARREL);
    String other = article("other-day", "2024-01-05", QUARREL);
    String changed = article("changed", "2024-01-01", "Het regent. Er is niets beslist.");
    String moved = article("moved", "2024-01-03", QUARREL);
    String added = article("added", "2024-01-02", QUARREL);
    String undated = article("undated", null, QUARREL);

    JsonNode first =
        incremental(
            layout,
            stays,
            gone,
            other,
            article("changed", "2024-01-01", QUARREL),
            article("moved", "2024-01-02", QUARREL));
    Set<String> firstFiles = files();
    JsonNode second = incremental(layout, stays, other, changed, moved, added);
    Set<String> secondFiles = files();
    JsonNode third = incremental(layout, other, undated, moved, changed, added);

    assertThat(counts(first)).isEqualTo(List.of(5L, 0L, 5L, 0L));
    assertThat(counts(second)).isEqualTo(List.of(5L, 2L, 1L, 2L));
    assertThat(counts(third)).isEqualTo(List.of(5L, 4L, 1L, 0L));
    assertThat(second.at("/counts/articles").asLong()).isEqualTo(3);
    assertThat(second.at("/output/mode").asText()).isEqualTo("incremental");
    fresh(layout, stays, gone, other, changed, moved, added, undated);
    assertSameRows(format);
    if (partition.equals("date")) {
      assertThat(secondFiles)
          .as("an untouched day keeps its files, one without articles goes")
          .containsAll(firstFiles.stream().filter(f -> f.contains("2024-01-05")).toList())
          .doesNotContainAnyElementsOf(
              firstFiles.stream().filter(f -> !f.contains("2024-01-05")).toList());
      assertThat(folder.resolve("output/exchanges/date=2024-01-02")).isDirectory();
      assertThat(files()).containsAll(secondFiles);
    }

    Set<String> before = files();
    JsonNode fourth = incremental(layout, other, undated, moved, changed, added);
    assertThat(counts(fourth)).isEqualTo(List.of(5L, 5L, 0L, 0L));
    assertThat(files()).isEqualTo(before);
    assertThat(out.toString())
        .endsWith("all articles are in the output already: nothing written\n");
  }

  @ParameterizedTest
  @CsvSource({"parquet, date", "jsonl, none"})
  void threeRunsOfBothOptionsMarkCopiesAndLabelThemOnce(String format, String partition)
      throws IOException {
    String[] layout = {"--format", format, "--partition-by", partition, "--deduplicate"};
    String agency = article("agency", "2024-01-02", WIRE);
    String paper = article("paper", "2024-01-03", NEAR_WIRE);
    String again = article("again", "2024-01-03", WIRE);
    String short1 = article("short-1", "2024-01-01", QUARREL);

    JsonNode first = incremental(layout, paper, short1);
    assertThat(duplicates(format)).isEmpty();
    JsonNode second = incremental(layout, agency, paper, again, short1);
    assertThat(counts(second)).isEqualTo(List.of(4L, 1L, 2L, 1L));
    assertThat(second.at("/counts/articles_copies").asLong()).isEqualTo(2);
    assertThat(duplicates(format)).isEqualTo(Map.of("paper", "agency", "again", "agency"));
    // The first has left the window of the input, and a late copy comes in.
    JsonNode third = incremental(layout, paper, article("late", "2024-01-04", WIRE), short1);

    assertThat(counts(first)).isEqualTo(List.of(2L, 0L, 2L, 0L));
    assertThat(counts(third)).isEqualTo(List.of(3L, 2L, 1L, 0L));
    assertThat(duplicates(format))
        .isEqualTo(Map.of("paper", "agency", "again", "agency", "late", "paper"));
    // All of it, with the agency's article back: only what stands in another relation is new.
    JsonNode fourth =
        incremental(layout, agency, paper, again, article("late", "2024-01-04", WIRE), short1);
    assertThat(counts(fourth)).isEqualTo(List.of(5L, 4L, 0L, 1L));
    fresh(layout, agency, paper, again, article("late", "2024-01-04", WIRE), short1);
    assertSameRows(format);
  }

  @ParameterizedTest
  @CsvSource({"parquet, date", "jsonl, none"})
  void repeatsTheRowsOfTheFirstForItsCopies(String format, String partition) throws IOException {
    String[] options = {"--deduplicate", "--format", format, "--partition-by", partition};
    String agency = article("agency", "2024-01-02", WIRE);
    String paper =
        article("paper", "2024-01-03", NEAR_WIRE)
            .replace("{", "{\"source\": \"De Krant\", \"url\": \"https://krant.example/1\", ");
    label("output", new String[] {"--mode", "overwrite"}, options, agency, paper, agency);
    List<Row> once = rows("output", "statements", format);
    // Each of three runs over overlapping inputs finds its own copies.
    label("output", new String[] {"--mode", "overwrite"}, options, paper, agency);
    assertThat(rows("output", "statements", format)).isEqualTo(once);
    label("second", new String[] {}, options, paper);
    assertThat(rows("second", "statements", format))
        .allMatch(row -> row.getAs("duplicate_of") == null);

    List<Row> first = once.stream().filter(r -> r.getAs("article_id").equals("agency")).toList();
    List<Row> copies = once.stream().filter(r -> r.getAs("article_id").equals("paper")).toList();
    assertThat(copies).hasSameSizeAs(first).hasSizeGreaterThan(5);
    for (int i = 0; i < first.size(); i++) {
      Row copy = copies.get(i);
      for (String same : List.of("text", "begin", "label", "p_denial", "source_side", "lang")) {
        assertThat(copy.<Object>getAs(same)).as(same).isEqualTo(first.get(i).getAs(same));
      }
      assertThat(copy.<String>getAs("duplicate_of")).isEqualTo("agency");
      assertThat(copy.getAs("date").toString()).isEqualTo("2024-01-03");
      assertThat(copy.<String>getAs("source_name")).isEqualTo("De Krant");
      assertThat(copy.<String>getAs("url")).isEqualTo("https://krant.example/1");
      assertThat(copy.<String>getAs("statement_id"))
          .isNotEqualTo(first.get(i).getAs("statement_id"));
      assertThat(first.get(i).<String>getAs("duplicate_of")).isNull();
    }
    List<Row> exchanges = rows("output", "exchanges", format);
    assertThat(exchanges.stream().map(row -> row.<String>getAs("duplicate_of")))
        .contains("agency")
        .containsNull();
    Set<String> ids = new TreeSet<>();
    copies.forEach(row -> ids.add(row.getAs("statement_id")));
    assertThat(exchanges.stream().filter(row -> row.getAs("duplicate_of") != null))
        .isNotEmpty()
        .allMatch(row -> ids.contains(row.<String>getAs("exchange_id")));
  }

  @Test
  void labelsAgainWhatAnotherModelOrThresholdLabelled() throws IOException {
    String[] articles = {article("a", "2024-01-01", QUARREL), article("b", null, QUARREL)};
    incremental(new String[] {}, articles);
    JsonNode threshold = incremental(new String[] {"--threshold", "0.9"}, articles);
    assertThat(counts(threshold)).isEqualTo(List.of(2L, 0L, 0L, 2L));

    Path model = Files.createDirectory(folder.resolve("model"));
    ModelManifest manifest =
        ModelManifest.parse(bundled(ModelFile.MANIFEST), ModelManifest.MLLIB_FORMAT);
    String id = manifest.required("model_id");
    ObjectNode named = manifest.json().deepCopy().put("model_id", "mllib-other");
    Files.writeString(model.resolve(ModelFile.MANIFEST), new ModelManifest(named).text());
    Files.write(model.resolve(StackedModelFile.WEIGHTS), bundled(StackedModelFile.WEIGHTS));
    JsonNode other = incremental(new String[] {"--model", model.toString()}, articles[0]);

    assertThat(counts(other)).isEqualTo(List.of(1L, 0L, 0L, 1L));
    Map<String, String> models = new TreeMap<>();
    rows("output", "statements", "parquet")
        .forEach(row -> models.put(row.getAs("article_id"), row.getAs("model_id")));
    assertThat(models).isEqualTo(Map.of("a", "mllib-other", "b", id));
  }

  @Test
  void labelsEachOfSeveralArticlesOfOneIdAndThenLeavesThem() throws IOException {
    String one = article("a", "2024-01-01", QUARREL);
    String other = article("a", "2024-01-02", "Het regent.");

    JsonNode both = incremental(new String[] {}, one, other, one);
    assertThat(counts(both)).isEqualTo(List.of(3L, 0L, 2L, 0L));
    assertThat(both.at("/counts/articles_repeated").asLong()).isEqualTo(1);
    assertThat(rows("output", "statements", "parquet")).hasSize(4);
    assertThat(counts(incremental(new String[] {}, other, one))).isEqualTo(List.of(2L, 2L, 0L, 0L));
    assertThat(counts(incremental(new String[] {}, other))).isEqualTo(List.of(1L, 0L, 0L, 1L));
    assertThat(rows("output", "statements", "parquet")).hasSize(1);
  }

  @Test
  void mendsWhatWasAppendedTwice() throws IOException {
    String one = article("a", "2024-01-01", QUARREL);
    label("output", new String[] {}, new String[] {}, one);
    label("output", new String[] {"--mode", "append"}, new String[] {}, one);
    assertThat(rows("output", "statements", "parquet")).hasSize(6);

    incremental(new String[] {}, one);
    assertThat(rows("output", "statements", "parquet")).hasSize(3);
  }

  @Test
  void setsUnreadableRecordsAsideWhetherOrNotAnythingIsLabelled() throws IOException {
    String[] lenient = {"--max-bad-rate", "0.7"};
    String one = article("a", "2024-01-01", QUARREL);
    for (String expected : List.of("new", "skipped")) {
      JsonNode run = incremental(lenient, one, "no json", "{\"id\": \"b\"}");
      assertThat(run.at("/counts/articles_" + expected).asLong()).isEqualTo(1);
      assertThat(run.at("/counts/quarantined").asLong()).isEqualTo(2);
      assertThat(run.at("/quarantined_by_reason/malformed").asLong()).isEqualTo(1);
      assertThat(folder.resolve("output/_quarantine/" + run.at("/run_id").asText())).isDirectory();
    }
    Set<String> before = files();
    assertThat(execute("output", new String[] {"--incremental"}, input(one, "no json")))
        .isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("1 of 2 records can't be read as articles");
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"parquet, date", "jsonl, none"})
  void keepsTheEarlierOutputWhereRowsOfEarlierArticlesGetLost(String format, String partition)
      throws IOException {
    String[] options = {"--incremental", "--format", format, "--partition-by", partition};
    String stays = article("stays", "2024-01-01", QUARREL);
    Path changed = input(article("changed", "2024-01-01", "Het regent."), stays);
    label(
        "output",
        options,
        new String[] {},
        article("changed", "2024-01-01", "Er is niets beslist. Het regent."),
        stays);
    Set<String> files = files();
    List<Row> before = rows("output", "statements", format);
    String commit = "spark.sql.sources.commitProtocolClass";
    spark.conf().set(commit, LossyCommit.OfAdded.class.getName());
    try {
      assertThat(execute("output", options, changed)).isEqualTo(ExitCodes.FAILURE);
    } finally {
      spark.conf().unset(commit);
    }

    assertThat(err.toString())
        .contains(
            "The files of statements must hold the 4 rows that were made or kept, but hold 1");
    assertThat(files()).isEqualTo(files);
    assertThat(rows("output", "statements", format)).isEqualTo(before);
    assertThat(folder.resolve("output/_staging")).doesNotExist();
    assertThat(execute("output", options, changed)).isZero();
    assertThat(rows("output", "statements", format)).hasSize(4);
  }

  @Test
  void refusesAnOutputOfAnotherLayoutBeforeItLabels() throws IOException {
    String one = article("a", "2024-01-01", QUARREL);
    incremental(new String[] {}, one);

    assertThat(
            execute("output", new String[] {"--incremental", "--partition-by", "date"}, input(one)))
        .isEqualTo(ExitCodes.OUTPUT_EXISTS);
    assertThat(err.toString()).contains("holds parquet without partitions");
  }

  @Test
  void givesTheSameRowsWhateverThePartitions() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../seeds/samples/articles.jsonl"));
    List<String> all = new ArrayList<>(lines);
    lines.forEach(line -> all.add(line.replaceFirst("\"id\": *\"", "\"id\": \"copy-of-")));
    assertThat(all.get(lines.size())).contains("copy-of-");
    Path one = Files.createDirectory(folder.resolve("one"));
    Path many = Files.createDirectory(folder.resolve("many"));
    Files.write(one.resolve("all.jsonl"), all);
    for (int i = 0; i < all.size(); i++) {
      Files.write(many.resolve(i + ".jsonl"), List.of(all.get(all.size() - 1 - i)));
    }
    String[] options = {"--deduplicate", "--incremental"};
    assertThat(execute("output", options, one)).isZero();
    assertThat(execute("fresh", options, many)).isZero();

    assertThat(duplicates("parquet")).isNotEmpty();
    assertSameRows("parquet");
  }

  private JsonNode incremental(String[] options, String... articles) throws IOException {
    return label("output", new String[] {"--incremental"}, options, articles);
  }

  private void fresh(String[] options, String... articles) throws IOException {
    label("fresh", new String[] {}, options, articles);
  }

  private JsonNode label(String output, String[] more, String[] options, String... articles)
      throws IOException {
    Set<Path> before = manifests(output);
    String[] all = Stream.of(more, options).flatMap(Stream::of).toArray(String[]::new);
    assertThat(execute(output, all, input(articles))).as(err.toString()).isZero();
    Set<Path> after = manifests(output);
    after.removeAll(before);
    return new ObjectMapper().readTree(after.iterator().next().toFile());
  }

  private int execute(String output, String[] options, Path input) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>();
    all.addAll(List.of("label", "--input", input.toString()));
    all.addAll(List.of("--output", folder.resolve(output).toString()));
    all.addAll(List.of(options));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private Path input(String... articles) throws IOException {
    runs++;
    return Files.write(folder.resolve("input-" + runs + ".jsonl"), List.of(articles));
  }

  private Set<Path> manifests(String output) throws IOException {
    return new TreeSet<>(found(output, "run.json"));
  }

  /** Data files of both datasets. */
  private Set<String> files() throws IOException {
    Set<String> files = new TreeSet<>();
    for (Path file : found("output", "")) {
      String path = folder.resolve("output").relativize(file).toString();
      if (!path.startsWith("_") && !path.endsWith(".crc")) {
        files.add(path);
      }
    }
    return files;
  }

  private List<Path> found(String output, String name) throws IOException {
    if (!Files.exists(folder.resolve(output))) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder.resolve(output))) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> path.getFileName().toString().endsWith(name))
          .toList();
    }
  }

  /** Articles read, skipped, new and replaced. */
  private static List<Long> counts(JsonNode run) {
    return Stream.of("read", "skipped", "new", "replaced")
        .map(name -> run.at("/counts/articles_" + name).asLong())
        .toList();
  }

  private void assertSameRows(String format) {
    for (String dataset : List.of("statements", "exchanges")) {
      assertThat(rows("output", dataset, format))
          .as(dataset)
          .isNotEmpty()
          .isEqualTo(rows("fresh", dataset, format));
    }
  }

  private List<Row> rows(String output, String dataset, String format) {
    StructType schema =
        dataset.equals("statements") ? StatementSchema.SCHEMA : ExchangeSchema.SCHEMA;
    String position = dataset.equals("statements") ? "position" : "charge_position";
    List<Row> rows =
        new ArrayList<>(
            spark
                .read()
                .schema(schema)
                .format(format.equals("jsonl") ? "json" : format)
                .load(folder.resolve(output).resolve(dataset).toString())
                .collectAsList());
    rows.sort(
        Comparator.comparing((Row row) -> row.<String>getAs("article_id"))
            .thenComparing(row -> row.<Integer>getAs(position)));
    return rows;
  }

  private Map<String, String> duplicates(String format) {
    Map<String, String> duplicates = new TreeMap<>();
    for (Row row : rows("output", "statements", format)) {
      if (row.getAs("duplicate_of") != null) {
        duplicates.put(row.getAs("article_id"), row.getAs("duplicate_of"));
      }
    }
    return duplicates;
  }

  private static byte[] bundled(String file) throws IOException {
    try (InputStream in =
        StackedModelFile.class.getResourceAsStream("/org/weerwoord/model/mllib/" + file)) {
      return in.readAllBytes();
    }
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
