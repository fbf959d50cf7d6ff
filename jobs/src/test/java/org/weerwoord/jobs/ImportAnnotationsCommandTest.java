package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.evaluation.GoldLabel;
import org.weerwoord.text.StatementLabel;
import picocli.CommandLine;

class ImportAnnotationsCommandTest {

  /** As Label Studio writes it: of two annotators, with a bicycle that counts as one character. */
  private static final String EXPORT = resource("label-studio-export.json");

  /** As doccano writes it: offsets count a bicycle as two. */
  private static final String DOCCANO =
      "{\"id\": 7, \"text\": \"Ruzie om de fiets 🚲\\n\\nGroen beschuldigt Bakker. Bakker ontkent.\","
          + " \"article_id\": \"fiets-2\", \"lang\": \"nl\", \"date\": \"2026-02\", \"source_name\":"
          + " \"\", \"url\": \"\", \"statements\": [[0, 20], [22, 47], [48, 63]], \"marked\": [],"
          + " \"look_at\": \"\", \"label\": [%s], \"Comments\": []}\n";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void readsWhatLabelStudioExports() throws IOException {
    assertThat(run(EXPORT)).as(err.toString()).isZero();

    CorpusArticle article = articles().get(0);
    assertThat(articles()).hasSize(1);
    assertThat(article.id()).isEqualTo("fiets-1");
    assertThat(article.lang()).isEqualTo("nl");
    assertThat(article.date()).isEqualTo("2026-02");
    assertThat(article.title()).isEqualTo("Ruzie om de fiets 🚲 van de wethouder");
    assertThat(article.paragraphs())
        .containsExactly(
            List.of(
                "Actiegroep Groen Hart beschuldigt wethouder Bakker van fraude.",
                "Bakker ontkent dat met klem."),
            List.of("Hij verwijt de actiegroep laster.", "Het regende."));
    assertThat(article.labels())
        .containsExactly(
            StatementLabel.NONE,
            StatementLabel.ACCUSATION,
            StatementLabel.DENIAL,
            StatementLabel.COUNTER_ACCUSATION,
            StatementLabel.NONE);
    assertThat(article.annotations())
        .extracting(GoldLabel::source)
        .containsExactly("", "Groen Hart", "Bakker", "Bakker", "");
    assertThat(article.annotations())
        .extracting(GoldLabel::target)
        .containsExactly("", "Bakker", "Groen Hart", "", "");
    assertThat(article.annotations())
        .extracting(GoldLabel::answers)
        .containsExactly(null, null, 1, 1, null);
    assertThat(article.labelsOnly()).isFalse();
  }

  @Test
  void reportsWhatIsWrongAndSetsItAside() throws IOException {
    assertThat(run(EXPORT)).isZero();

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "fiets-1 2 part-of-statement",
            "gate-1 1 crosses-statements",
            "gate-1 2 cancelled",
            "ruhe-1  not-annotated");
    JsonNode setAside = json("set-aside.json");
    assertThat(setAside).hasSize(1);
    assertThat(setAside.at("/0/data/article_id").asText()).isEqualTo("gate-1");
    assertThat(setAside.at("/0/annotations")).hasSize(1);
    assertThat(setAside.at("/0/annotations/0/id").asInt()).isEqualTo(503);
    assertThat(out.toString())
        .contains("set aside: crosses-statements")
        .contains("gate-1 by 1: span 31..113 reaches from statement 1 to 2")
        .isEqualTo(
            Files.readString(folder.resolve("mine/report.txt"))
                + "written to "
                + folder.resolve("mine")
                + "/annotations.jsonl\n");
  }

  @Test
  void measuresHowFarAnnotatorsAgree() throws IOException {
    assertThat(run(EXPORT)).isZero();

    JsonNode report = json("report.json");
    // Four of five alike; by chance 0.28.
    assertThat(report.at("/agreement/1 and 2/nl/kappa").asDouble())
        .isCloseTo(0.52 / 0.72, within(1e-12));
    assertThat(report.at("/agreement/1 and 2/all/statements").asInt()).isEqualTo(5);
    assertThat(report.at("/disagreements")).hasSize(1);
    assertThat(report.at("/disagreements/0/position").asInt()).isEqualTo(3);
    assertThat(report.at("/disagreements/0/labels/1").asText()).isEqualTo("accusation");
    assertThat(report.at("/disagreements/0/labels/2").asText()).isEqualTo("counter-accusation");
    assertThat(out.toString()).contains("nl   kappa 0.722, 4 of 5 statements alike");
  }

  @Test
  void takesTheAnnotatorWhoIsPreferred() throws IOException {
    assertThat(run(EXPORT, "--prefer", "1")).isZero();

    assertThat(articles().get(0).labels().get(3)).isEqualTo(StatementLabel.ACCUSATION);
  }

  @Test
  void takesTheGroundTruthBeforeAll() throws IOException {
    String export = EXPORT.replaceFirst("\"ground_truth\": false", "\"ground_truth\": true");

    assertThat(run(export, "--prefer", "2")).isZero();

    assertThat(articles().get(0).labels().get(3)).isEqualTo(StatementLabel.ACCUSATION);
  }

  @Test
  void takesTheLaterOfTwoAnnotationsOfOneAnnotator() throws IOException {
    assertThat(run(EXPORT.replace("\"completed_by\": 2", "\"completed_by\": 1"))).isZero();

    assertThat(articles().get(0).labels().get(3)).isEqualTo(StatementLabel.COUNTER_ACCUSATION);
    assertThat(problems()).contains("fiets-1 1 superseded");
    assertThat(json("report.json").get("agreement")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"start\": 38 | \"start\": 9938 | bad-offsets",
        "\"start\": 38 | \"start\": 39 | bad-offsets",
        "\"end\": 100 | \"end\": 38 | bad-offsets",
        "\"accusation\" | \"insult\" | unknown-label",
        "Bakker ontkent dat met klem. | Iets anders. | bad-offsets",
      })
  void setsAsideWhatDoesNotFitTheText(String from, String to, String problem) throws IOException {
    // In annotations alone; the task's text stays as it is.
    int annotations = EXPORT.indexOf("\"annotations\"");
    int end = EXPORT.indexOf("\"file_upload\"");
    String export =
        EXPORT.substring(0, annotations)
            + EXPORT.substring(annotations, end).replace(from, to)
            + EXPORT.substring(end);

    assertThat(run(export)).isZero();

    assertThat(problems()).contains("fiets-1 1 " + problem, "fiets-1 2 " + problem);
    assertThat(articles()).isEmpty();
    assertThat(json("set-aside.json")).hasSize(3);
  }

  @Test
  void comparesWithWhatWasExported() throws IOException {
    Path tasks =
        Files.writeString(
            folder.resolve("tasks.json"),
            "[{\"data\":{\"text\":\"Een andere tekst.\",\"article_id\":\"fiets-1\",\"statements\":[[0,17]]}},"
                + "{\"data\":{\"text\":\"Weg.\",\"article_id\":\"weg-1\",\"statements\":[[0,4]]}}]");

    assertThat(run(EXPORT, "--tasks", tasks.toString())).isZero();

    assertThat(problems())
        .contains(
            "weg-1  missing-article",
            "gate-1  not-exported",
            "fiets-1 1 other-text",
            "fiets-1 2 other-text");
    assertThat(articles()).isEmpty();
  }

  @Test
  void readsWhatDoccanoExports() throws IOException {
    Path anna =
        Files.writeString(
            folder.resolve("anna.jsonl"),
            DOCCANO.formatted("[0, 20, \"none\"], [22, 47, \"accusation\"], [48, 63, \"denial\"]"));
    Path ben =
        Files.writeString(
            folder.resolve("ben.jsonl"), DOCCANO.formatted("[22, 47, \"accusation\"]"));

    assertThat(
            execute(
                "import-annotations",
                "--format",
                "doccano",
                "--prefer",
                "anna",
                "--input",
                anna.toString(),
                ben.toString(),
                "--output",
                folder.resolve("mine").toString()))
        .as(err.toString())
        .isZero();

    CorpusArticle article = articles().get(0);
    assertThat(article.title()).isEqualTo("Ruzie om de fiets 🚲");
    assertThat(article.labels())
        .containsExactly(StatementLabel.NONE, StatementLabel.ACCUSATION, StatementLabel.DENIAL);
    assertThat(article.labelsOnly()).as("doccano knows no sources and targets").isTrue();
    assertThat(json("report.json").at("/agreement/anna and ben/all/agreed").asInt()).isEqualTo(2);
  }

  @Test
  void readsWhatDoccanoExportsWithRelations() throws IOException {
    Path all =
        Files.writeString(
            folder.resolve("all.jsonl"),
            DOCCANO
                .formatted("")
                .replace(
                    "\"label\": []",
                    "\"entities\": [{\"id\": 3, \"label\": \"denial\", \"start_offset\": 48,"
                        + " \"end_offset\": 63}], \"relations\": []"));

    assertThat(
            execute(
                "import-annotations",
                "--format",
                "doccano",
                "--input",
                all.toString(),
                "--output",
                folder.resolve("mine").toString()))
        .as(err.toString())
        .isZero();
    assertThat(articles().get(0).labels().get(2)).isEqualTo(StatementLabel.DENIAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"id\": 1, \"text\": \"JSON-MIN\", \"label\": []}] | must be a JSON list of tasks with data",
        "{\"text\": \"x\", \"label\": []} | must be a JSON list of tasks, as label-studio exports it",
        "[{ | is not JSON",
      })
  void refusesFilesOfAnotherFormat(String text, String message) throws IOException {
    assertThat(run(text)).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains(message);
  }

  private int run(String export, String... arguments) throws IOException {
    Path input = Files.writeString(folder.resolve("export.json"), export);
    List<String> all =
        new ArrayList<>(
            List.of(
                "import-annotations",
                "--input",
                input.toString(),
                "--output",
                folder.resolve("mine").toString()));
    all.addAll(List.of(arguments));
    return execute(all.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  private List<CorpusArticle> articles() throws IOException {
    return Files.readAllLines(folder.resolve("mine/annotations.jsonl")).stream()
        .map(CorpusArticle::parse)
        .toList();
  }

  private List<String> problems() throws IOException {
    List<String> problems = new ArrayList<>();
    json("report.json")
        .get("problems")
        .forEach(
            problem ->
                problems.add(
                    problem.get("article_id").asText()
                        + " "
                        + problem.get("annotator").asText()
                        + " "
                        + problem.get("problem").asText()));
    return problems;
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("mine").resolve(name).toFile());
  }

  private static String resource(String name) {
    try (var stream = ImportAnnotationsCommandTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
