package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.text.StatementLabel;
import picocli.CommandLine;

/** From labelled articles to annotators and back into training. */
@ExtendWith(SparkSessionExtension.class)
class AnnotationRoundTripTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> ARTICLES =
      List.of(
          "{\"id\": \"quarrel-1\", \"lang\": \"nl\", \"date\": \"2024-02\", \"title\": \"Ruzie 🚲 in de"
              + " raad\", \"text\": \"Wethouder Bakker beschuldigt aannemer Smit van fraude. Smit"
              + " ontkent de beschuldiging met klem.\\n\\nSmit beschuldigt Bakker op zijn beurt van"
              + " laster.\"}",
          "{\"id\": \"rain-1\", \"lang\": \"nl\", \"text\": \"Het regende gisteren in Utrecht. De markt"
              + " ging door. Er kwamen zestig mensen.\"}",
          "{\"id\": \"key-1\", \"lang\": \"en\", \"text\": \"The gatekeeper accused the council of losing"
              + " the key. “We never had it,” said a clerk. The gate stays shut.\"}");

  @TempDir private Path folder;
  private SparkSession spark;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void labelSomeArticles(SparkSession shared) throws IOException {
    spark = shared;
    Path input = Files.write(folder.resolve("articles.jsonl"), ARTICLES);
    succeeds("label", "--input", input.toString(), "--output", path("labelled"));
  }

  @Test
  void labelStudioGetsTasksWhoseSpansFitTheirText() throws Exception {
    succeeds("export-annotations", "--input", path("labelled"), "--output", path("tasks"));

    JsonNode tasks = json("tasks/tasks.json");
    assertThat(tasks).hasSize(3);
    for (JsonNode task : tasks) {
      String text = task.at("/data/text").asText();
      assertThat(task.at("/predictions")).hasSize(1);
      int spans = 0;
      for (JsonNode result : task.at("/predictions/0/result")) {
        if (result.get("type").asText().equals("labels")) {
          spans++;
          int begin = result.at("/value/start").asInt();
          int end = result.at("/value/end").asInt();
          assertThat(
                  text.substring(
                      text.offsetByCodePoints(0, begin), text.offsetByCodePoints(0, end)))
              .isEqualTo(result.at("/value/text").asText());
          assertThat(result.get("score").asDouble()).isBetween(0.0, 1.0);
        }
      }
      assertThat(spans).isEqualTo(task.at("/data/statements").size());
      assertThat(task.at("/data/marked")).hasSize(3);
      assertThat(task.at("/data/look_at").asText()).contains("Look first at: ");
    }
    JsonNode quarrel = task(tasks, "quarrel-1");
    assertThat(quarrel.at("/data/text").asText())
        .isEqualTo(
            "Ruzie 🚲 in de raad\n\nWethouder Bakker beschuldigt aannemer Smit van fraude. Smit"
                + " ontkent de beschuldiging met klem.\n\nSmit beschuldigt Bakker op zijn beurt van"
                + " laster.");
    assertThat(quarrel.at("/data/date").asText()).isEqualTo("2024-02");
    assertThat(quarrel.at("/predictions/0/result").toString())
        .contains("\"from_name\":\"source\"", "\"type\":\"relation\"", "\"labels\":[\"answers\"]");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("tasks/labelling-config.xml").toFile());
  }

  @Test
  void correctedTasksOfLabelStudioTrainAModel() throws IOException {
    succeeds("export-annotations", "--input", path("labelled"), "--output", path("tasks"));
    ArrayNode tasks = (ArrayNode) json("tasks/tasks.json");
    Files.writeString(folder.resolve("export.json"), asLabelStudioExports(tasks).toString());

    succeeds(
        "import-annotations",
        "--input",
        path("export.json"),
        "--tasks",
        path("tasks/tasks.json"),
        "--output",
        path("mine"));

    List<CorpusArticle> mine = articles("mine");
    assertThat(mine).extracting(CorpusArticle::id).containsExactly("key-1", "quarrel-1", "rain-1");
    CorpusArticle quarrel = mine.get(1);
    assertThat(quarrel.title()).isEqualTo("Ruzie 🚲 in de raad");
    assertThat(quarrel.paragraphs()).hasSize(2);
    assertThat(quarrel.labels())
        .containsExactly(
            StatementLabel.NONE,
            StatementLabel.ACCUSATION,
            StatementLabel.DENIAL,
            StatementLabel.COUNTER_ACCUSATION);
    assertThat(quarrel.annotations().get(2).answers()).isEqualTo(1);
    String source = quarrel.annotations().get(1).source();
    assertThat(source).isNotEmpty();
    assertThat(task(tasks, "quarrel-1").toString()).contains("\"text\":[\"" + source + "\"]");
    // The one label that the annotator changed.
    assertThat(mine.get(2).labels())
        .containsExactly(StatementLabel.NONE, StatementLabel.NONE, StatementLabel.DENIAL);
    assertThat(json("mine/report.json").get("problems")).isEmpty();

    assertThatTheyTrainAModelBesideTheCorpus();
  }

  private void assertThatTheyTrainAModelBesideTheCorpus() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (String name : List.of("nl-f.jsonl", "nl-g.jsonl")) {
      try (Stream<String> lines = Files.lines(Path.of("../seeds/corpus", name))) {
        Files.write(corpus.resolve(name), lines.limit(30).toList());
      }
    }
    String[] train = {
      "train",
      "--corpus",
      corpus.toString(),
      "--corpus",
      path("mine"),
      "--folds",
      "2",
      "--iterations",
      "10",
      "--output",
      path("model")
    };

    succeeds(train);

    assertThat(json("model/manifest.json").at("/corpus/articles").asInt()).isEqualTo(63);
    train[train.length - 1] = path("second-model");
    Files.copy(folder.resolve("mine/annotations.jsonl"), corpus.resolve("again.jsonl"));
    assertThat(run(train)).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("'key-1' comes more than once");
  }

  @Test
  void correctedTasksOfDoccanoComeBack() throws IOException {
    succeeds(
        "export-annotations",
        "--format",
        "doccano",
        "--input",
        path("labelled"),
        "--output",
        path("tasks"));
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("tasks/tasks.jsonl"))) {
      ObjectNode task = (ObjectNode) JSON.readTree(line);
      String text = task.get("text").asText();
      for (JsonNode span : task.get("label")) {
        assertThat(text.substring(span.get(0).asInt(), span.get(1).asInt()))
            .matches("(?s)\\S.*\\S");
      }
      ((ArrayNode) task.at("/label/0")).set(2, JSON.getNodeFactory().textNode("denial"));
      lines.add(task.put("id", lines.size() + 1).toString());
    }
    Files.write(folder.resolve("anna.jsonl"), lines);

    succeeds(
        "import-annotations",
        "--format",
        "doccano",
        "--input",
        path("anna.jsonl"),
        "--tasks",
        path("tasks/tasks.jsonl"),
        "--output",
        path("mine"));

    List<CorpusArticle> mine = articles("mine");
    assertThat(mine).hasSize(3).allMatch(CorpusArticle::labelsOnly);
    assertThat(mine)
        .extracting(article -> article.labels().get(0))
        .containsOnly(StatementLabel.DENIAL);
    assertThat(json("tasks/label-types.json")).hasSize(StatementLabel.COUNT);
  }

  @Test
  void choosesTheArticlesOfTheHighestEntropy() throws IOException {
    succeeds(
        "export-annotations",
        "--count",
        "2",
        "--input",
        path("labelled"),
        "--output",
        path("tasks"));

    Map<String, List<Double>> entropies = new TreeMap<>();
    for (Row row : statements().collectAsList()) {
      entropies.computeIfAbsent(row.getAs("article_id"), id -> new ArrayList<>()).add(entropy(row));
    }
    List<String> expected =
        entropies.entrySet().stream()
            .sorted(Comparator.comparingDouble(article -> -highest(article.getValue())))
            .limit(2)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(ids(json("tasks/tasks.json"))).isEqualTo(expected);
    assertThat(json("tasks/tasks.json").at("/0/predictions/0/score").asDouble())
        .isCloseTo(1 - highest(entropies.get(expected.get(0))), within(1e-5));
  }

  @Test
  void choosesTheSameWhateverThePartitionsAndTheFormat() throws IOException {
    statements()
        .repartition(5)
        .write()
        .option("ignoreNullFields", "false")
        .json(path("scattered/statements"));
    for (String by : List.of("random", "uncertainty")) {
      for (String input : List.of("labelled", "scattered")) {
        succeeds(
            "export-annotations",
            "--choose",
            by,
            "--count",
            "2",
            "--seed",
            "7",
            "--input",
            path(input),
            "--output",
            path(by + "-" + input));
      }
      assertThat(folder.resolve(by + "-scattered/tasks.json"))
          .hasSameBinaryContentAs(folder.resolve(by + "-labelled/tasks.json"));
    }
  }

  @Test
  void choosesOtherArticlesByAnotherSeed() throws IOException {
    List<List<String>> chosen = new ArrayList<>();
    for (String seed : List.of("1", "2", "3", "4", "5", "6")) {
      succeeds(
          "export-annotations",
          "--choose",
          "random",
          "--count",
          "1",
          "--seed",
          seed,
          "--input",
          path("labelled"),
          "--output",
          path("seed-" + seed));
      chosen.add(ids(json("seed-" + seed + "/tasks.json")));
    }
    assertThat(chosen.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void choosesWhatTwoModelsDisputeAndShowsBoth() throws IOException {
    Column disputed = col("article_id").equalTo("rain-1").and(col("position").equalTo(1));
    statements()
        .withColumn("label", when(disputed, lit("denial")).otherwise(col("label")))
        .withColumn("p_denial", when(disputed, lit(1.0)).otherwise(col("p_denial")))
        .withColumn("p_none", when(disputed, lit(0.0)).otherwise(col("p_none")))
        .withColumn("p_accusation", when(disputed, lit(0.0)).otherwise(col("p_accusation")))
        .withColumn(
            "p_counter_accusation", when(disputed, lit(0.0)).otherwise(col("p_counter_accusation")))
        .withColumn("model_id", lit("other-1"))
        .write()
        .parquet(path("other/statements"));

    succeeds(
        "export-annotations",
        "--choose",
        "disagreement",
        "--input",
        path("labelled"),
        "--other",
        path("other"),
        "--output",
        path("tasks"));

    JsonNode tasks = json("tasks/tasks.json");
    assertThat(ids(tasks)).containsExactly("rain-1");
    assertThat(tasks.at("/0/data/marked").toString()).isEqualTo("[1]");
    assertThat(tasks.at("/0/predictions")).hasSize(2);
    assertThat(tasks.at("/0/predictions/1/model_version").asText()).isEqualTo("other-1");
    assertThat(out.toString()).contains("no other article has a statement with two labels");
  }

  @Test
  void choosesNoCopies() throws IOException {
    Path input = folder.resolve("copies.jsonl");
    List<String> lines = new ArrayList<>(ARTICLES);
    for (String copy : List.of("quarrel-0", "quarrel-2", "quarrel-3")) {
      lines.add(ARTICLES.get(0).replace("quarrel-1", copy).replace("2024-02", "2024-03"));
    }
    Files.write(input, lines);
    succeeds("label", "--deduplicate", "--input", input.toString(), "--output", path("copies"));

    for (String by : List.of("uncertainty", "random")) {
      succeeds(
          "export-annotations",
          "--choose",
          by,
          "--input",
          path("copies"),
          "--output",
          path("of-copies-by-" + by));
      assertThat(ids(json("of-copies-by-" + by + "/tasks.json")))
          .containsExactlyInAnyOrder("key-1", "quarrel-1", "rain-1");
    }
    assertThat(out.toString()).contains("the input has no more that are no copies");
  }

  @Test
  void refusesFoldersThatAreNoResultsOfLabel() throws IOException {
    Files.createDirectories(folder.resolve("empty/statements"));

    assertThat(run("export-annotations", "--input", path("none"), "--output", path("a")))
        .isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run("export-annotations", "--input", path("empty"), "--output", path("b")))
        .isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString())
        .contains("has no folder statements")
        .contains("its statements has no data");
  }

  /**
   * Returns tasks as the annotator sends them back: the prediction is his annotation, but for the
   * last statement of the article on the rain, which he calls a denial.
   */
  private static ArrayNode asLabelStudioExports(ArrayNode tasks) {
    ArrayNode export = JSON.createArrayNode();
    int id = 200;
    for (JsonNode task : tasks) {
      ObjectNode exported = export.addObject();
      exported.put("id", ++id);
      ArrayNode result = task.at("/predictions/0/result").deepCopy();
      if (task.at("/data/article_id").asText().equals("rain-1")) {
        ObjectNode last = (ObjectNode) result.get(result.size() - 1);
        ((ObjectNode) last.get("value")).putArray("labels").add("denial");
        last.put("origin", "prediction-changed");
      }
      exported
          .putArray("annotations")
          .addObject()
          .put("id", id + 1000)
          .put("completed_by", 1)
          .put("was_cancelled", false)
          .put("ground_truth", false)
          .put("created_at", "2026-03-02T09:30:00.000001Z")
          .put("updated_at", "2026-03-02T09:31:00.000001Z")
          .put("lead_time", 12.5)
          .put("task", id)
          .set("result", result);
      exported.putArray("drafts");
      exported.putArray("predictions");
      exported.set("data", task.get("data"));
      exported.putObject("meta");
      exported.put("project", 4);
    }
    return export;
  }

  private Dataset<Row> statements() {
    return spark.read().parquet(path("labelled/statements"));
  }

  private static double highest(List<Double> entropies) {
    return entropies.stream().sorted(Comparator.reverseOrder()).limit(3).mapToDouble(e -> e).sum()
        / 3;
  }

  private static double entropy(Row row) {
    double sum = 0;
    for (StatementLabel label : StatementLabel.values()) {
      double p = row.<Double>getAs("p_" + label.text().replace('-', '_'));
      sum -= p > 0 ? p * Math.log(p) / Math.log(4) : 0;
    }
    return sum;
  }

  private static List<String> ids(JsonNode tasks) {
    List<String> ids = new ArrayList<>();
    tasks.forEach(task -> ids.add(task.at("/data/article_id").asText()));
    return ids;
  }

  private static JsonNode task(JsonNode tasks, String id) {
    for (JsonNode task : tasks) {
      if (task.at("/data/article_id").asText().equals(id)) {
        return task;
      }
    }
    throw new AssertionError("No task of " + id);
  }

  private List<CorpusArticle> articles(String result) throws IOException {
    return Files.readAllLines(folder.resolve(result).resolve("annotations.jsonl")).stream()
        .map(CorpusArticle::parse)
        .toList();
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void succeeds(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
  }

  private int run(String... arguments) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
