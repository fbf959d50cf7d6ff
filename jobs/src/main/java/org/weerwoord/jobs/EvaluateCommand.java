package org.weerwoord.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.evaluation.EvaluationReport;
import org.weerwoord.jobs.ResultFolder.Earlier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a model on articles that were labelled by hand. */
@Command(
    name = "evaluate",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Scores a model beside two baselines on gold articles: precision, recall, F1 and support of"
            + " each label, macro-F1, how the labels are confused, and how many sources, targets and"
            + " answered charges are found, for each language.",
    footer = {
      "",
      "Example:",
      "  weerwoord evaluate --gold gold/dev --output evaluation",
      "",
      "A gold article is a JSON line: id, lang, text, spans [[begin, end], ...] in Unicode code points,",
      "labels [{i, label, also, source, target, answers, hard}]; a span without a label is none.",
      "A source or target is right if it shares half of its words with the annotator's name."
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
      names = "--labels",
      defaultValue = "model",
      paramLabel = "WHOSE",
      description =
          "Attribute and link on the labels of: model, as label does it; or gold, in the sentences and"
              + " with the labels of the gold articles, so that sources, targets and answers are"
              + " scored apart from labels.")
  private LabelSource labels;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Write report.txt, report.json, errors/ (JSON lines: text, gold, predicted, probabilities)"
              + " and role_errors/ (text, role, expected, found) here. The folder must be empty or"
              + " absent. Printed only unless given.")
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
      print(text(report(job(spark), loaded)));
      return;
    }
    try (ResultFolder folder =
        ResultFolder.open(spark.sparkContext().hadoopConfiguration(), output, Earlier.FORBIDDEN)) {
      EvaluateJob job = job(spark);
      EvaluationReport report = report(job, loaded);
      String text = text(report);
      print(text);
      GoldPredictor predictor = predictor(loaded);
      job.labelErrors(predictor).saveAsTextFile(new Path(output, "errors").toString());
      job.roleErrors(predictor).saveAsTextFile(new Path(output, "role_errors").toString());
      folder.write("report.txt", text.getBytes(StandardCharsets.UTF_8));
      folder.write("report.json", report.json().getBytes(StandardCharsets.UTF_8));
      print("written to " + output);
    }
  }

  private EvaluateJob job(SparkSession spark) {
    return new EvaluateJob(spark, JsonLines.gold(spark, gold).cache());
  }

  private GoldPredictor predictor(LoadedModel loaded) {
    return switch (labels) {
      case MODEL -> GoldPredictor.of(loaded.labeller());
      case GOLD -> GoldPredictor.onGoldLabels(loaded.labeller().attributor());
    };
  }

  private EvaluationReport report(EvaluateJob job, LoadedModel loaded) {
    return new EvaluationReport(
        switch (labels) {
          case MODEL -> job.run(loaded.labeller());
          case GOLD ->
              Map.of(
                  loaded.classifier().modelId() + " on gold labels",
                  job.evaluation(predictor(loaded)));
        });
  }

  private String text(EvaluationReport report) {
    String whose =
        switch (labels) {
          case MODEL -> "Labels of the model; sources, targets and answers as found on them.";
          case GOLD -> "Labels of gold: only sources, targets and answers are measured.";
        };
    return whose + "\n\n" + report.text();
  }
}
