package org.weerwoord.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.evaluation.Evaluation;
import org.weerwoord.evaluation.EvaluationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a classifier on articles that were labelled by hand. */
@Command(
    name = "evaluate",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Scores a classifier beside two baselines on gold articles: precision, recall, F1 and support"
            + " of each label, macro-F1, and how the labels are confused, for each language.",
    footer = {
      "",
      "Example:",
      "  weerwoord evaluate --gold gold/dev --output evaluation",
      "",
      "A gold article is a JSON line: id, lang, text, spans [[begin, end], ...] in Unicode code points,",
      "labels [{i, label, also, source, target, answers, hard}]; a span without a label is none."
    })
final class EvaluateCommand extends JobCommand {

  @Option(
      names = "--gold",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "JSON lines of gold articles: files, folders or globs of *.jsonl.")
  private List<String> gold;

  @Mixin private ModelOptions modelOptions;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Write report.txt, report.json and errors/ (JSON lines: text, gold, predicted,"
              + " probabilities) here. The folder must be empty or absent. Printed only unless given.")
  private String output;

  @Override
  void validate() {
    if (output != null && output.isBlank()) {
      throw wrongUsage("--output must not be blank: name a folder for the report");
    }
    try {
      modelOptions.validate();
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e.getMessage());
    }
  }

  @Override
  void run(SparkSession spark) throws IOException {
    LoadedModel loaded = modelOptions.load(spark);
    if (output != null) {
      requireAbsent(spark);
    }
    EvaluateJob job = new EvaluateJob(spark, JsonLines.gold(spark, gold).cache());
    Map<String, Evaluation> evaluations = job.run(loaded.classifier());
    EvaluationReport report = new EvaluationReport(evaluations);
    print(report.text());
    if (output != null) {
      job.errors(loaded.classifier()).saveAsTextFile(new Path(output, "errors").toString());
      write(spark, "report.txt", report.text());
      write(spark, "report.json", report.json());
      print("written to " + output);
    }
  }

  private void requireAbsent(SparkSession spark) throws IOException {
    Path path = new Path(output);
    FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    if (files.exists(path)
        && (files.getFileStatus(path).isFile() || files.listStatus(path).length > 0)) {
      throw new FolderExistsException(output);
    }
  }

  private void write(SparkSession spark, String name, String text) throws IOException {
    Path path = new Path(output, name);
    FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    try (OutputStream stream = files.create(path)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
