package org.weerwoord.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.evaluation.EvaluationReport;
import org.weerwoord.jobs.ResultFolder.Earlier;
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
      throw new IllegalArgumentException(
          "--output must not be blank: name a folder for the report");
    }
    modelOptions.validate();
  }

  @Override
  void run(SparkSession spark) throws IOException {
    LoadedModel loaded = modelOptions.load(spark);
    if (output == null) {
      print(report(job(spark), loaded).text());
      return;
    }
    try (ResultFolder folder =
        ResultFolder.open(spark.sparkContext().hadoopConfiguration(), output, Earlier.FORBIDDEN)) {
      EvaluateJob job = job(spark);
      EvaluationReport report = report(job, loaded);
      print(report.text());
      job.errors(loaded.classifier()).saveAsTextFile(new Path(output, "errors").toString());
      folder.write("report.txt", report.text().getBytes(StandardCharsets.UTF_8));
      folder.write("report.json", report.json().getBytes(StandardCharsets.UTF_8));
      print("written to " + output);
    }
  }

  private EvaluateJob job(SparkSession spark) {
    return new EvaluateJob(spark, JsonLines.gold(spark, gold).cache());
  }

  private static EvaluationReport report(EvaluateJob job, LoadedModel loaded) {
    return new EvaluationReport(job.run(loaded.classifier()));
  }
}
