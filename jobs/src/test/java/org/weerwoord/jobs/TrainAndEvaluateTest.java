package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.dl4j.SequenceModelFile;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.evaluation.GoldArticle;
import org.weerwoord.evaluation.GoldLabel;
import org.weerwoord.text.StatementLabel;
import picocli.CommandLine;

@ExtendWith(SparkSessionExtension.class)
class TrainAndEvaluateTest {

  @TempDir private Path folder;
  private SparkSession spark;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void useTheSharedSession(SparkSession shared) {
    spark = shared;
  }

  @Test
  void trainsAModelThatLabelsAndBeatsTheBaselinesOnHeldOutArticles() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    copy("nl-f.jsonl", corpus, 30);
    copy("nl-g.jsonl", corpus, 30);
    Path roles = Files.createDirectory(folder.resolve("roles"));
    copy("nl-i.jsonl", roles, 10);
    Path gold = Files.write(folder.resolve("gold.jsonl"), gold("nl-h.jsonl", 15));
    Path model = folder.resolve("model");

    assertThat(
            run(
                "train",
                "--corpus",
                corpus.toString(),
                "--role-corpus",
                roles.toString(),
                "--output",
                model.toString(),
                "--gold",
                gold.toString(),
                "--folds",
                "2",
                "--iterations",
                "20"))
        .as(err.toString())
        .isZero();

    JsonNode manifest = new ObjectMapper().readTree(model.resolve("manifest.json").toFile());
    assertThat(manifest.at("/corpus/articles").asLong()).isEqualTo(60);
    assertThat(manifest.at("/attribution/articles").asLong()).isEqualTo(70);
    assertThat(manifest.at("/attribution/role_corpus_sha256_sum").asText())
        .hasSize(64)
        .isNotEqualTo(manifest.at("/corpus/sha256_sum").asText());
    assertThat(manifest.at("/model_id").asText()).startsWith("mllib-");
    assertThat(manifest.at("/attribution/with_source").asLong())
        .isBetween(100L, manifest.at("/attribution/acts").asLong());
    assertThat(manifest.at("/attribution/answers").asLong()).isGreaterThan(50);
    assertThat(model.resolve("MODEL_CARD.md"))
        .content()
        .contains("What it is for")
        .contains("Attribution was fitted on")
        .containsPattern("\\| nl \\| \\d+ \\| \\*\\*0\\.\\d{3}\\*\\* \\|");
    List<JsonNode> mistakes = new ArrayList<>();
    manifest.get("mistakes").forEach(mistakes::add);
    assertThat(mistakes)
        .extracting(mistake -> mistake.get("kind").asText())
        .contains("missed-act", "false-act");
    for (JsonNode mistake : mistakes) {
      assertThat(mistake.get("label")).isNotEqualTo(mistake.get("given"));
      assertThat(model.resolve("MODEL_CARD.md"))
          .content()
          .contains(
              "%s | %s |".formatted(mistake.get("label").asText(), mistake.get("given").asText()));
    }
    assertThat(
            run(
                "evaluate",
                "--gold",
                gold.toString(),
                "--model",
                model.toString(),
                "--output",
                folder.resolve("evaluation").toString()))
        .as(err.toString())
        .isZero();
    JsonNode report =
        new ObjectMapper().readTree(folder.resolve("evaluation/report.json").toFile());
    double macro = report.findValue("macro_f1").asDouble();
    assertThat(macro).as(out.toString()).isGreaterThan(0.35);
    assertThat(out.toString()).contains("majority").contains("cue-words").contains("macro-F1");
    assertThat(spark.read().json(folder.resolve("evaluation/errors/*").toString()).columns())
        .contains("kind", "text", "gold", "predicted", "p_denial", "evidence", "cue_label");
    for (String kind : List.of("missed-act", "false-act")) {
      assertThat(spark.read().json(folder.resolve("evaluation/errors/" + kind).toString()))
          .satisfies(errors -> assertThat(errors.count()).isPositive())
          .satisfies(
              errors -> assertThat(errors.filter("kind != '" + kind + "'").count()).isZero());
    }
    assertThat(out.toString()).contains("Where the wrong labels are");
    assertThat(new ObjectMapper().readTree(folder.resolve("evaluation/error_groups.json").toFile()))
        .isNotEmpty();
    assertThat(spark.read().json(folder.resolve("evaluation/role_errors").toString()).columns())
        .contains("text", "label", "role", "expected", "found");
    assertThat(folder.resolve("evaluation/report.txt")).content().startsWith("Labels of the model");
    assertThatAttributionIsScoredApart(gold, model, manifest);
    assertThat(
            run(
                "label",
                "--input",
                "../seeds/samples/*.txt",
                "--model",
                model.toString(),
                "--output",
                folder.resolve("labelled").toString()))
        .isZero();
    assertThat(out.toString()).contains(manifest.at("/model_id").asText());
  }

  private void assertThatAttributionIsScoredApart(Path gold, Path model, JsonNode manifest)
      throws IOException {
    Path evaluation = folder.resolve("on-gold-labels");

    assertThat(
            run(
                "evaluate",
                "--gold",
                gold.toString(),
                "--model",
                model.toString(),
                "--labels",
                "gold",
                "--output",
                evaluation.toString()))
        .as(err.toString())
        .isZero();

    JsonNode report = new ObjectMapper().readTree(evaluation.resolve("report.json").toFile());
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(manifest.at("/model_id").asText() + " on gold labels");
    JsonNode dutch = report.elements().next().get("nl");
    assertThat(dutch.get("macro_f1").asDouble()).isEqualTo(1);
    assertThat(dutch.get("boundaries").asDouble()).isEqualTo(1);
    for (String role : List.of("source", "target", "answers")) {
      double found =
          dutch.get(role + (role.equals("answers") ? "_end_to_end" : "_given_label")).asDouble();
      assertThat(found)
          .as(role)
          .isGreaterThan(0.3)
          .isEqualTo(manifest.at("/gold_roles/nl/" + role).asDouble(), within(1e-4));
    }
    assertThat(evaluation.resolve("report.txt")).content().startsWith("Labels of gold");
    assertThat(evaluation.resolve("errors")).doesNotExist();
    assertThat(spark.read().text(evaluation.resolve("role_errors").toString()).count())
        .isPositive();
  }

  @Test
  void learnsRolesAnewForAModelAndKeepsItsLabels() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    copy("nl-f.jsonl", corpus, 12);
    copy("nl-g.jsonl", corpus, 12);
    Path gold = Files.write(folder.resolve("gold.jsonl"), gold("nl-h.jsonl", 4));
    Path released = Path.of("../models/src/main/resources/org/weerwoord/model/dl4j");
    Path model = folder.resolve("model");

    assertThat(
            run(
                "train",
                "--classifier",
                "dl4j",
                "--labels-from",
                released.toString(),
                "--corpus",
                corpus.toString(),
                "--gold",
                gold.toString(),
                "--folds",
                "2",
                "--iterations",
                "10",
                "--output",
                model.toString()))
        .as(err.toString())
        .isZero();

    for (String kept : List.of("sequence.bin", "encoder-1.bin", "encoder-2.bin")) {
      assertThat(Files.mismatch(model.resolve(kept), released.resolve(kept)))
          .as(kept)
          .isEqualTo(-1);
    }
    for (String learnt : List.of("weights.bin", "roles.bin")) {
      assertThat(Files.mismatch(model.resolve(learnt), released.resolve(learnt)))
          .as(learnt)
          .isNotEqualTo(-1);
    }
    assertThat(model.resolve("training.log"))
        .content()
        .startsWith(beforeRoles(released) + "reads who acts in 24 articles")
        .contains("sources on all articles, epoch")
        .doesNotContain(Files.readString(released.resolve("training.log")));
    JsonNode own = SequenceModelFile.bundled().manifest().json();
    JsonNode manifest = new ObjectMapper().readTree(model.resolve("manifest.json").toFile());
    assertThat(manifest.get("labels_from")).isEqualTo(own.get("labels_from"));
    assertThat(manifest.get("model_id")).isNotEqualTo(own.get("model_id"));
    assertThat(manifest.get("corpus")).isEqualTo(own.get("corpus"));
    assertThat(manifest.get("cross_validation")).isEqualTo(own.get("cross_validation"));
    assertThat(manifest.at("/attribution/articles").asLong()).isEqualTo(24);
    assertThat(manifest.at("/gold_roles/nl/source").asDouble()).isBetween(0.3, 1.0);
    assertThat(
            run(
                "label",
                "--input",
                "../seeds/samples/*.txt",
                "--classifier",
                "dl4j",
                "--model",
                model.toString(),
                "--output",
                folder.resolve("labelled").toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains(manifest.at("/model_id").asText());
  }

  @Test
  void releasedModelHasTheScoresOfItsCardOnItsOwnCorpusFormat() {
    StackedModelFile released = StackedModelFile.bundled();
    JsonNode manifest = released.manifest().json();

    assertThat(manifest.at("/cross_validation/macro_f1").asDouble()).isGreaterThan(0.55);
    assertThat(manifest.at("/corpus/sha256_sum").asText())
        .as("the released model must be trained on the corpus as it is")
        .isEqualTo(digest("nl-[a-z]", "en-[a-m]", "fr-[a-k]", "de-[a-k]"));
    assertThat(manifest.at("/attribution/role_corpus_sha256_sum").asText())
        .as("its roles must be learnt from the rest of the corpus as it is")
        .isEqualTo(digest("nl-z[abc]", "en-[no]", "fr-l", "de-l"));
  }

  private String digest(String... files) {
    return TrainJob.digest(
        JsonLines.lines(
            spark, Stream.of(files).map(name -> "../seeds/corpus/" + name + ".jsonl").toList()));
  }

  @Test
  void releasedAccurateModelSaysWhatItWasTrainedOn() {
    JsonNode manifest = SequenceModelFile.bundled().manifest().json();

    assertThat(manifest.at("/corpus/sha256_sum").asText())
        .isEqualTo(digest("nl-[a-x]", "en-[a-k]", "fr-[a-i]", "de-[a-i]"));
    assertThat(manifest.at("/attribution/corpus_sha256_sum").asText())
        .as("its roles must be learnt from the corpus as it is")
        .isEqualTo(digest("*"));
    assertThat(manifest.at("/cross_validation/macro_f1").asDouble()).isGreaterThan(0.6);
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("keep.txt"), "mine");

    assertThat(run("train", "--corpus", "../seeds/corpus", "--output", model.toString()))
        .isEqualTo(ExitCodes.OUTPUT_EXISTS);
    assertThat(err.toString()).contains("already exists and is a file or not empty");
    assertThat(run("evaluate", "--gold", "../seeds/corpus", "--output", model.toString()))
        .isEqualTo(ExitCodes.OUTPUT_EXISTS);
    assertThat(model.resolve("keep.txt")).content().isEqualTo("mine");
  }

  @Test
  void leavesNoFileOfTheModelThatItReplaces() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Path released = Path.of("../models/src/main/resources/org/weerwoord/model/dl4j");
    Files.copy(released.resolve("manifest.json"), model.resolve("manifest.json"));
    for (String name :
        List.of("weights.bin", "sequence.bin", "roles.bin", "encoder-1.bin", "encoder-2.bin")) {
      Files.writeString(model.resolve(name), "former");
    }
    Files.writeString(model.resolve("notes.bin"), "mine");

    try (ResultFolder opened =
        ResultFolder.open(
            spark.sparkContext().hadoopConfiguration(),
            model.toString(),
            ResultFolder.Earlier.REPLACED)) {
      new TrainJob.Result(
              Map.of("weights.bin", new byte[] {1}), StackedModelFile.bundled().manifest())
          .write(opened);
    }

    assertThat(model).isDirectoryNotContaining("glob:**/{sequence,roles,encoder-1,encoder-2}.bin");
    assertThat(model.resolve("weights.bin")).hasBinaryContent(new byte[] {1});
    assertThat(model.resolve("manifest.json")).content().contains("weerwoord-mllib-1");
    assertThat(model.resolve("notes.bin")).content().isEqualTo("mine");
  }

  @Test
  void namesTheArticleThatIsNotInTheFormat() throws IOException {
    Path corpus = Files.write(folder.resolve("broken.jsonl"), List.of("{\"id\": \"x-1\"}"));

    assertThat(
            run("train", "--corpus", corpus.toString(), "--output", folder.resolve("m").toString()))
        .isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("x-1").doesNotContain("\tat ");
    assertThat(run("evaluate", "--gold", folder.resolve("none").toString()))
        .isEqualTo(ExitCodes.BAD_INPUT);
  }

  @Test
  void refusesAnArticleThatIsInBothCorpora() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    copy("nl-f.jsonl", corpus, 4);

    assertThat(
            run(
                "train",
                "--corpus",
                corpus.toString(),
                "--role-corpus",
                corpus.resolve("nl-f.jsonl").toString(),
                "--output",
                folder.resolve("m").toString()))
        .isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("--role-corpus must have an id", "'nl-f-001'");
  }

  /** Trains a dl4j model of what is no pretrained encoder. */
  private int trainWithoutEncoder(Path corpus, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--classifier", "dl4j", "--pretrained", "pom.xml", "--corpus"));
    arguments.addAll(List.of(corpus.toString(), "--output", folder.resolve("m").toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void refusesACorpusWithoutRolesBeforeItTunesAnEncoder() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../seeds/corpus/nl-f.jsonl")).subList(0, 12);
    Path corpus =
        Files.write(
            folder.resolve("labels-only.jsonl"),
            lines.stream()
                .map(line -> line.substring(0, line.length() - 1) + ", \"labels_only\": true}")
                .toList());

    assertThat(trainWithoutEncoder(corpus)).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString())
        .contains("must have acts with a source in at least two of its 4 folds, but has them in 0");
  }

  @Test
  void refusesWhatIsNoPretrainedEncoderBeforeItTrains() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    copy("nl-f.jsonl", corpus, 12);
    copy("nl-g.jsonl", corpus, 12);

    // The first fit would refuse what to calibrate on.
    assertThat(
            trainWithoutEncoder(
                corpus, "--calibration-corpus", "../seeds/corpus/nl-i.jsonl", "--folds", "2"))
        .isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString())
        .contains("A pretrained BERT must be a jar with a zip, but pom.xml is not")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("m")).isEmptyDirectory();
  }

  @Test
  void saysWhatACorpusLacks() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    copy("nl-f.jsonl", corpus, 1);

    assertThat(
            run("train", "--corpus", corpus.toString(), "--output", folder.resolve("m").toString()))
        .isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  /** Returns what a model's log says of the training of labels. */
  private static String beforeRoles(Path model) throws IOException {
    String log = Files.readString(model.resolve("training.log"));
    return log.substring(0, log.indexOf("reads who acts in "));
  }

  private int run(String... arguments) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  private static void copy(String name, Path to, int articles) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../seeds/corpus", name))) {
      Files.write(to.resolve(name), lines.limit(articles).toList());
    }
  }

  /** Returns articles of the corpus in the gold format. */
  private static List<String> gold(String name, int articles) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../seeds/corpus", name))) {
      return lines
          .limit(articles)
          .map(CorpusArticle::parse)
          .map(TrainAndEvaluateTest::gold)
          .toList();
    }
  }

  private static String gold(CorpusArticle corpus) {
    GoldArticle gold = corpus.toGold();
    ObjectMapper mapper = new ObjectMapper();
    var json = mapper.createObjectNode();
    json.put("id", gold.id()).put("lang", gold.language().code()).put("text", gold.text());
    var spans = json.putArray("spans");
    // Corpus texts stay in the basic plane, where code points and UTF-16 units are the same.
    gold.spans().forEach(span -> spans.addArray().add(span.begin()).add(span.end()));
    var labels = json.putArray("labels");
    List<StatementLabel> all = corpus.labels();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) != StatementLabel.NONE) {
        GoldLabel label = gold.labels().get(i);
        labels
            .addObject()
            .put("i", i)
            .put("label", all.get(i).text())
            .put("source", label.source())
            .put("target", label.target())
            .put("answers", label.answers());
      }
    }
    return json.toString();
  }
}
