package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.StatementClassifier;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;
import picocli.CommandLine;

class ExplainCommandTest {

  private static final String QUARREL =
      "Wethouder Bakker beschuldigt aannemer Smit van fraude. Smit ontkent de beschuldiging met"
          + " klem. Smit beschuldigt Bakker op zijn beurt van laster.";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhyEachStatementHasItsLabel() {
    assertThat(explain("--text", QUARREL, "--lang", "nl", "--date", "2024-02")).isZero();

    assertThat(out.toString())
        .startsWith("text · nl · 2024-02 · 3 statements")
        .contains("0  ACCUSATION", "1  DENIAL", "2  COUNTER-ACCUSATION")
        .containsPattern("words    for denial: .*ontkent \\+\\d\\.\\d\\d")
        .containsPattern("source   aannemer Smit|source   Smit")
        .containsPattern("answers  0, where .+ blames .*Smit")
        .contains("answered by 1 (denial), 2 (counter-accusation)")
        .containsPattern("like     0\\.\\d\\d [a-z-]+ · [a-z]{2}-[a-z]-\\d+");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void saysWhichEarlierChargeFits() {
    assertThat(
            explanation(
                "België beschuldigt China van spionage. China beschuldigt België van laster."))
        .contains(
            "   roles    may hit back at 0, where België [BE] blames China [CN]: counter-accusation as"
                + " the",
            "            classifier has it");
  }

  @Test
  void saysWhenRolesTurnALabel() {
    assertThat(
            explanation(
                "België beschuldigt Japan van spionage. China beschuldigt Peru van laster."))
        .contains(
            "            from 0.60 to 0.15, which turns it from counter-accusation into accusation")
        // Whom the attribution takes for the target as long as it is a counter-accusation.
        .anyMatch(
            line ->
                line.matches(
                    "   roles    no earlier charge hits China \\[CN\\] and comes from .+:"
                        + " counter-accusation falls"));
  }

  /** Explains two statements, of which the second is taken for a counter-accusation. */
  private static List<String> explanation(String text) {
    StackedModelFile released = StackedModelFile.bundled();
    Labeller labeller =
        new Labeller(
            new StatementClassifier() {
              @Override
              public String modelId() {
                return "fixed";
              }

              @Override
              public List<Classification> classify(ArticleActors actors) {
                return List.of(
                    new Classification(
                        StatementLabel.ACCUSATION, List.of(0.8, 0.0, 0.1, 0.1), List.of()),
                    new Classification(
                        StatementLabel.COUNTER_ACCUSATION, List.of(0.3, 0.0, 0.6, 0.1), List.of()));
              }
            },
            new Attributor(released.attribution()),
            0.1);
    Article article = new Article("a", null, "nl", null, null, null, text);
    List<Statement> statements = StatementExtractor.extract(article);
    return new Explanation(
            article,
            ArticleReading.of(statements, Language.DUTCH),
            labeller.label(statements, Language.DUTCH),
            List.of(List.of(), List.of()),
            new LoadedModel(
                released.classifier(), labeller, released.manifest(), LoadedModel.BUNDLED, ""))
        .lines();
  }

  @Test
  void readsTextAndJsonFilesAndStandardInput() throws IOException {
    Path text = Files.writeString(folder.resolve("a-1.txt"), "date 2022-07\n" + QUARREL);
    Path json =
        Files.writeString(
            folder.resolve("b.json"),
            "{\"id\": \"b-1\", \"lang\": \"nl\", \"title\": \"Ruzie\", \"text\": \"Het regent.\"}");

    assertThat(explain("--article", text.toString(), "--neighbours", "0")).isZero();
    assertThat(explain("--article", json.toString(), "--neighbours", "0")).isZero();
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(QUARREL.getBytes(StandardCharsets.UTF_8)));
      assertThat(explain("--article", "-", "--title", "Twist", "--neighbours", "0")).isZero();
    } finally {
      System.setIn(before);
    }

    assertThat(out.toString())
        .contains("a-1 · nl · 2022-07 · 3 statements")
        .contains("b-1 · nl · no date · 2 statements")
        .contains("text · nl · no date · 4 statements")
        .contains("Twist");
  }

  @Test
  void looksForNeighboursInACorpusOfOnesOwn() throws IOException {
    Path corpus =
        Files.writeString(
            folder.resolve("own.jsonl"),
            "{\"id\":\"own-1\",\"lang\":\"nl\",\"title\":\"Smit ontkent de beschuldiging\","
                + "\"paragraphs\":[],\"labels\":[{\"i\":0,\"label\":\"denial\"}]}\n");

    assertThat(explain("--text", QUARREL, "--lang", "nl", "--corpus", corpus.toString())).isZero();

    assertThat(out.toString()).contains("denial · own-1#0 · Smit ontkent de beschuldiging");
  }

  @Test
  void keepsControlCharactersFromTheTerminal() {
    assertThat(explain("--text", "De raad \u001b[31mvergadert\u0007.", "--neighbours", "0"))
        .isZero();

    assertThat(out.toString()).doesNotContain("\u001b", "\u0007");
  }

  @Test
  void saysWhatIsNoArticle() throws IOException {
    Path broken =
        Files.writeString(folder.resolve("c.json"), "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");

    assertThat(explain("--article", broken.toString())).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("must hold one article");
  }

  private int explain(String... arguments) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "explain";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return commandLine.execute(all);
  }
}
