package org.weerwoord.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.evaluation.CorpusArticle;

/**
 * Compares, in one run, labelling with what else can be done to the same articles: reading and
 * writing them unlabelled, which is the limit, and fastText on ready-made statements. The articles
 * are those of the corpus under new ids, as often as it takes.
 *
 * <p>Run by {@code mvn -Pbench}. Arguments: numbers of articles, a folder for work.
 */
final class EndToEndBenchmark {

  /** What takes longer is measured once. */
  private static final double LONG_SECONDS = 60;

  private static final int ARTICLES_OF_DL4J = 200;
  private static final int MOST_FASTTEXT_STATEMENTS = 300_000;

  private final SparkSession spark;
  private final List<ObjectNode> articles;
  private final Path folder;

  private EndToEndBenchmark(SparkSession spark, List<ObjectNode> articles, Path folder) {
    this.spark = spark;
    this.articles = articles;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int[] sizes = Arrays.stream(arguments[0].split(",", -1)).mapToInt(Integer::parseInt).toArray();
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<ObjectNode> articles = CorpusArticles.all();
    Collections.shuffle(articles, new Random(1));
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .appName("bench")
            .config("spark.ui.enabled", false)
            .getOrCreate();
    try {
      new EndToEndBenchmark(spark, articles, folder).run(sizes);
    } finally {
      spark.stop();
    }
  }

  private void run(int[] sizes) throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%d cores, heap of at most %d MiB, Java %s, Spark %s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        System.getProperty("java.version"),
        spark.version());
    // The first run compiles and fills caches: it is not counted.
    Path few = articles(2000);
    readAndWrite(few);
    label("mllib", few);
    int smaller = 0;
    double smallerSeconds = 0;
    for (int size : sizes) {
      Path articles = articles(size);
      double limit = median(() -> readAndWrite(articles));
      double labelled = median(() -> label("mllib", articles));
      long statements = statements();
      row("(a) read and write " + size + " articles", limit, size, statements);
      row("(b) label, mllib", labelled, size, statements);
      System.out.printf(Locale.ROOT, "    (b) takes %.1f times as long as (a)%n", labelled / limit);
      if (smaller > 0) {
        // Without what each run costs however few articles it has.
        System.out.printf(
            Locale.ROOT,
            "    (b) takes %.3f ms for each article beyond %d%n",
            1000 * (labelled - smallerSeconds) / (size - smaller),
            smaller);
      }
      smaller = size;
      smallerSeconds = labelled;
    }
    fastText();
    Path slow = articles(ARTICLES_OF_DL4J);
    row("(d) label, dl4j, its start included", label("dl4j", slow), ARTICLES_OF_DL4J, statements());
    System.out.println("peak of this process: " + peakMemory());
  }

  private static void row(String what, double seconds, long articles, long statements) {
    System.out.printf(
        Locale.ROOT,
        "%-40s %8.2f s %10.3f ms an article %,10.0f statements a second%n",
        what,
        seconds,
        1000 * seconds / articles,
        statements / seconds);
  }

  private Path articles(int count) throws IOException {
    Path file = folder.resolve("articles-" + count + ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      for (int i = 0; i < count; i++) {
        ObjectNode article = articles.get(i % articles.size()).deepCopy();
        article.put("id", article.get("id").asText() + "-" + i / articles.size());
        out.write(article.toString());
        out.write('\n');
      }
    }
    return file;
  }

  private double readAndWrite(Path articles) {
    return seconds(
        () ->
            spark
                .read()
                .schema("id string, lang string, date string, title string, text string")
                .json(articles.toString())
                .write()
                .option("compression", "zstd")
                .mode(SaveMode.Overwrite)
                .parquet(folder.resolve("unlabelled").toString()));
  }

  private double label(String classifier, Path articles) {
    return seconds(
        () -> {
          PrintStream out = System.out;
          System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
          int code;
          try {
            code =
                Weerwoord.run(
                    "label",
                    "--classifier",
                    classifier,
                    "--input",
                    articles.toString(),
                    "--output",
                    labelled(),
                    "--mode",
                    "overwrite");
          } finally {
            System.setOut(out);
          }
          if (code != ExitCodes.DONE) {
            throw new IllegalStateException("label ended with " + code);
          }
        });
  }

  private String labelled() {
    return folder.resolve("labelled").toString();
  }

  private long statements() {
    return spark.read().parquet(labelled() + "/statements").count();
  }

  /** Trains fastText on the corpus and has it label the statements that were labelled last. */
  private void fastText() throws IOException, InterruptedException {
    Path training = folder.resolve("fasttext-training.txt");
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of("..", "seeds", "corpus"))) {
      files = listed.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
    }
    try (BufferedWriter out = Files.newBufferedWriter(training, UTF_8)) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file, UTF_8)) {
          LabelledArticle article = CorpusArticle.parse(line).toLabelled();
          for (int i = 0; i < article.labels().size(); i++) {
            out.write(
                "__label__"
                    + article.labels().get(i).text()
                    + " "
                    + oneLine(article.statements().get(i).text())
                    + "\n");
          }
        }
      }
    }
    Path statements = folder.resolve("fasttext-statements.txt");
    Dataset<Row> texts =
        spark
            .read()
            .parquet(labelled() + "/statements")
            .select("text")
            .limit(MOST_FASTTEXT_STATEMENTS);
    long count = 0;
    try (BufferedWriter out = Files.newBufferedWriter(statements, UTF_8)) {
      for (Row row : (Iterable<Row>) texts::toLocalIterator) {
        out.write(oneLine(row.getString(0)) + "\n");
        count++;
      }
    }
    Path model = folder.resolve("fasttext-model");
    try {
      command(
          Redirect.DISCARD,
          "fasttext",
          "supervised",
          "-input",
          training.toString(),
          "-output",
          model.toString(),
          "-minn",
          "3",
          "-maxn",
          "5",
          "-dim",
          "50",
          "-epoch",
          "5",
          "-thread",
          "1");
    } catch (IOException e) {
      System.out.println("(c) fastText: not measured, " + e.getMessage());
      return;
    }
    double seconds =
        median(
            () ->
                seconds(
                    () ->
                        command(
                            Redirect.to(folder.resolve("fasttext-predictions.txt").toFile()),
                            "fasttext",
                            "predict-prob",
                            model + ".bin",
                            statements.toString())));
    System.out.printf(
        Locale.ROOT,
        "%-40s %8.2f s %29s %,10.0f statements a second%n",
        "(c) fastText, one process",
        seconds,
        "",
        count / seconds);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static void command(Redirect output, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectOutput(output).redirectError(Redirect.DISCARD).start();
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " ended with " + process.exitValue());
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  @FunctionalInterface
  private interface Measured {
    double seconds();
  }

  private static double seconds(Work work) {
    long start = System.nanoTime();
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring", e);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(Measured measured) {
    double first = measured.seconds();
    if (first > LONG_SECONDS) {
      return first;
    }
    double[] all = {first, measured.seconds(), measured.seconds()};
    Arrays.sort(all);
    return all[1];
  }

  /** Returns the most memory that the process had, as Linux tells it. */
  private static String peakMemory() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("unknown");
    }
  }
}
