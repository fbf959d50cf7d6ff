package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(SparkSessionExtension.class)
class ReportCommandTest {

  private static final String SEED = "../seeds/articles/belgium-china-2022-07.txt";

  private static final String QUARREL =
      "{\"id\": \"quarrel-%1$s\", \"lang\": \"nl\", \"date\": \"2024-02-%1$s\", \"source\": \"De"
          + " Stadskrant\", \"text\": \"Wethouder Bakker beschuldigt aannemer Smit van fraude. Smit"
          + " ontkent de beschuldiging met klem. Smit beschuldigt Bakker op zijn beurt van laster.\"}";

  private static final String RAIN =
      "{\"id\": \"rain\", \"lang\": \"nl\", \"text\": \"Het regent. De zon komt morgen.\"}";

  @TempDir private Path folder;
  private SparkSession spark;
  private Path output;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void useTheSharedSession(SparkSession shared) {
    spark = shared;
    output = folder.resolve("output");
  }

  @Test
  void labelWritesTheReportBesideTheDataWhereReadersPassOverIt() throws IOException {
    label("--input", SEED, "--report");

    // All of the output, which has the report in it.
    assertThat(spark.read().option("recursiveFileLookup", true).parquet(output.toString()).count())
        .isGreaterThan(16);
    assertThat(page())
        .contains("<title>Accusations and answers: output</title>")
        .contains("<dt>statements</dt><dd>16</dd>")
        .contains("<dt>articles</dt><dd>1</dd>")
        .contains("Acts by the month of the article’s date")
        .contains("article <bdi>belgium-china-2022-07</bdi>")
        .contains("In the article: ")
        .contains("In cross-validation on its own corpus");
  }

  @Test
  void givesTheSamePageWhateverTheFormatAndPartitions() throws IOException {
    Path input = jsonl(QUARREL.formatted("03"), QUARREL.formatted("04"), RAIN);
    List<String> pages = new ArrayList<>();
    for (List<String> layout :
        List.of(
            List.of("--format", "parquet"),
            List.of("--format", "jsonl"),
            List.of("--format", "parquet", "--partition-by", "date"),
            List.of("--format", "jsonl", "--partition-by", "date"))) {
      output = folder.resolve("layout-" + pages.size()).resolve("output");
      List<String> arguments = new ArrayList<>(List.of("--input", input.toString()));
      arguments.addAll(layout);
      arguments.add("--report");
      label(arguments.toArray(String[]::new));
      pages.add(withoutRun(page()));
    }

    assertThat(pages.get(0))
        .contains("Acts by the day of the article’s date", "De Stadskrant", "quarrel-03")
        .contains("Not in the chart: 1 article without a date, with 0 acts.");
    assertThat(pages).containsOnly(pages.get(0));
  }

  @Test
  void countsWhoBlamesWhom() throws IOException {
    label("--input", jsonl(QUARREL.formatted("03"), QUARREL.formatted("04")).toString());
    assertThat(run("report")).as(err.toString()).isZero();

    // Both articles have the same text, so each of its charges counts twice.
    List<Row> charges =
        spark
            .read()
            .parquet(output.resolve("exchanges").toString())
            .groupBy("accuser_side", "accused_side")
            .count()
            .collectAsList();
    assertThat(charges).isNotEmpty();
    for (Row charge : charges) {
      assertThat(page())
          .containsPattern(
              "<bdi>" + charge.getString(0) + "</bdi></th>.*<td class=\"h6\">" + charge.getLong(2));
      assertThat(page()).contains("<span><bdi>" + charge.getString(1) + "</bdi></span>");
    }
  }

  @Test
  void showsAsManyThreadsAsAskedThoseWithTheMostAnswersFirst() throws IOException {
    label(
        "--input",
        jsonl(
                QUARREL
                    .formatted("03")
                    .replace("Smit beschuldigt Bakker op zijn beurt van laster.", ""),
                QUARREL.formatted("04"),
                QUARREL.formatted("05"))
            .toString());
    assertThat(run("report", "--report-threads", "2")).as(err.toString()).isZero();

    assertThat(page())
        .contains("2 of the output’s 3 threads, of which 3 are answered: those with the most");
    assertThat(articles()).containsExactly("quarrel-04", "quarrel-05");
    assertThat(run("report", "--report-threads", "0")).isZero();
    assertThat(articles()).isEmpty();
    assertThat(page()).contains("Of 3 threads none is shown");
  }

  @Test
  void showsAnArticleThatCameTwiceOnce() throws IOException {
    label("--input", jsonl(QUARREL.formatted("03"), QUARREL.formatted("03")).toString());
    assertThat(run("report")).as(err.toString()).isZero();

    assertThat(page())
        .contains("All 1 thread of the output, of which 1 is answered", "2 answers ·");
    assertThat(articles()).containsExactly("quarrel-03");
  }

  @Test
  void countsCopiesButShowsThreadsOfTheirFirstAlone() throws IOException {
    Path input = jsonl(QUARREL.formatted("03"), QUARREL.formatted("04"), QUARREL.formatted("05"));
    label("--input", input.toString(), "--deduplicate");
    assertThat(run("report")).as(err.toString()).isZero();

    assertThat(page())
        .contains("<dt>articles</dt><dd>3</dd>", "2 of the 3 articles are copies of another")
        .contains("1 of the output’s 3 threads, of which 3 are answered: all but those of copies");
    assertThat(articles()).containsExactly("quarrel-03");
    assertThat(run("report", "--report-threads", "0")).isZero();
    assertThat(page()).contains("Of 3 threads none is shown (<code>--report-threads 0</code>)");

    label("--input", input.toString(), "--mode", "overwrite", "--report");
    assertThat(page()).doesNotContain("are copies of another");
    assertThat(articles()).hasSize(3);
  }

  @Test
  void reportsAnOutputWithoutExchanges() throws IOException {
    label("--input", jsonl(RAIN).toString(), "--report", "--partition-by", "date");

    assertThat(page())
        .contains("No statement makes a charge, so there is no thread.")
        .contains("<dt>statements</dt><dd>2</dd>");
  }

  @Test
  void reportsAnOutputWithNothingButAQuarantine() throws IOException {
    assertThat(
            run(
                "label",
                "--input",
                jsonl("{\"id\": \"b\", \"text\": <script>alert(1)</script>", "{}").toString(),
                "--max-bad-rate",
                "1",
                "--report"))
        .as(err.toString())
        .isZero();

    assertThat(page())
        .contains("<dt>articles</dt><dd>0</dd>")
        .contains("<tr><th scope=\"row\">malformed</th><td>1</td></tr>")
        .contains("<tr><th scope=\"row\">no-text</th><td>1</td></tr>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("<bdi>input.jsonl</bdi>");
  }

  @Test
  void countsARecordThatEveryRunSetsAsideOnce() throws IOException {
    Path input = jsonl(QUARREL.formatted("03"), RAIN, "{\"id\": \"b\"}");
    for (int run = 1; run <= 3; run++) {
      label("--input", input.toString(), "--incremental", "--max-bad-rate", "0.5", "--report");
    }

    // The last of the runs labelled nothing, but read it all.
    assertThat(page())
        .contains(
            "<dt>set aside by the latest run</dt><dd>1</dd><dd class=\"note\">33.3% of its records")
        .contains("<tr><th scope=\"row\">no-text</th><td>1</td></tr>");

    label("--input", jsonl(RAIN).toString(), "--incremental", "--report");
    assertThat(page()).contains("<dt>set aside by the latest run</dt><dd>0</dd>");
  }

  @Test
  void reportsAnEmptyOutput() throws IOException {
    assertThat(run("label", "--input", jsonl().toString(), "--report")).as(err.toString()).isZero();

    assertThat(page()).contains("<dt>articles</dt><dd>0</dd>", "could read every record");
  }

  @Test
  void isOfAllRunsWhoseRowsAreThere() throws IOException {
    Path rain = jsonl(RAIN);
    label("--input", SEED);
    label("--input", rain.toString(), "--mode", "append", "--report");
    String first = page();
    assertThat(run("report")).isZero();
    assertThat(page()).as("made again").isEqualTo(first);
    assertThat(page()).contains("<dt>statements</dt><dd>18</dd>");
    assertThat(runs()).isEqualTo(2);

    label("--input", rain.toString(), "--mode", "overwrite", "--report");
    assertThat(page()).contains("<dt>statements</dt><dd>2</dd>");
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void listsRunsWhoseRowsLaterRunsWroteAgain() throws IOException {
    String[] articles = {QUARREL.formatted("03"), QUARREL.formatted("04"), RAIN};
    label("--input", jsonl(articles).toString(), "--threshold", "0.31");
    // The one file gives way to what stays of it, in a file of the second run; that one likewise.
    label("--input", jsonl(articles[0]).toString(), "--incremental", "--threshold", "0.32");
    Path two = jsonl(articles[0], articles[1]);
    label("--input", two.toString(), "--incremental", "--threshold", "0.33", "--report");
    assertThat(page()).contains("<td>0.31</td>", "<td>0.32</td>", "<td>0.33</td>");
    assertThat(runs()).isEqualTo(3);

    // Of this run's articles none is left of an earlier one.
    Path all = jsonl(articles);
    label("--input", all.toString(), "--incremental", "--threshold", "0.34", "--report");
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void refusesWhatLabelDidNotWriteOrDidNotFinish() throws IOException {
    assertThat(run("report")).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("no complete run is in it");

    label("--input", SEED);
    Path statements = output.resolve("statements");
    try (var files = Files.list(statements)) {
      Path file =
          files.filter(path -> path.toString().endsWith(".parquet")).findAny().orElseThrow();
      Files.copy(file, statements.resolve("part-00000-run9.zstd.parquet"));
    }
    assertThat(run("report")).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("rows of run run9, which is not complete");
    assertThat(output.resolve("_report")).doesNotExist();
  }

  private void label(String... arguments) {
    List<String> all = new ArrayList<>(List.of("label"));
    all.addAll(List.of(arguments));
    assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
  }

  private int run(String... arguments) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", output.toString()));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private String page() throws IOException {
    return Files.readString(output.resolve("_report").resolve("report.html"));
  }

  private List<String> articles() throws IOException {
    return Pattern.compile("article <bdi>(.*?)</bdi>")
        .matcher(page())
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private long runs() throws IOException {
    return Pattern.compile("<th scope=\"row\">\\d{8}T").matcher(page()).results().count();
  }

  private static String withoutRun(String page) {
    return page.replaceAll("\\d{8}T\\d{6}Z-[0-9a-f]{8}", "RUN")
        .replaceAll("<td>20\\d\\d-[^<]*:\\d\\d</td>", "<td>STARTED</td>");
  }

  private Path jsonl(String... lines) throws IOException {
    return Files.write(folder.resolve("input.jsonl"), List.of(lines));
  }
}
