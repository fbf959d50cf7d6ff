package org.weerwoord.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.evaluation.ErrorGroups;
import org.weerwoord.evaluation.EvaluationReport;
import org.weerwoord.evaluation.Mistake;
import org.weerwoord.jobs.EvaluateJob.Found;
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
          "Write report.txt, report.json, error_groups.json, errors/ (JSON lines in a folder for each"
              + " kind of mistake: text, gold, predicted, probabilities, evidence, cue_label, quoted,"
              + " words) and role_errors/ (text, role, expected, found) here. The folder must be empty"
              + " or absent. Printed only unless given.")
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
    EvaluateJob job = new EvaluateJob(spark, JsonLines.gold(spark, gold).cache());
    if (output == null) {
      Found found = job.find(predictor(loaded));
      print(text(report(job, loaded, found), found.errorGroups()));
      return;
    }
    try (ResultFolder folder =
        ResultFolder.open(spark.sparkContext().hadoopConfiguration(), output, Earlier.FORBIDDEN)) {
      Found found = job.find(predictor(loaded));
      EvaluationReport report = report(job, loaded, found);
      ErrorGroups groups = found.errorGroups();
      String text = text(report, groups);
      print(text);
      if (labels == LabelSource.MODEL) {
        for (Mistake kind : Mistake.values()) {
          found.labelErrors(kind).saveAsTextFile(output + "/errors/" + kind.text());
        }
        folder.write("error_groups.json", groups.json().getBytes(StandardCharsets.UTF_8));
      }
      found.roleErrors().saveAsTextFile(output + "/role_errors");
      folder.write("report.txt", text.getBytes(StandardCharsets.UTF_8));
      folder.write("report.json", report.json().getBytes(StandardCharsets.UTF_8));
      print("written to " + output);
    }
  }

  private GoldPredictor predictor(LoadedModel loaded) {
    return switch (labels) {
      case MODEL -> GoldPredictor.of(loaded.labeller());
      case GOLD -> GoldPredictor.onGoldLabels(loaded.labeller());
    };
  }

  private EvaluationReport report(EvaluateJob job, LoadedModel loaded, Found found) {
    String modelId = loaded.classifier().modelId();
    return new EvaluationReport(
        switch (labels) {
          case MODEL -> job.besideBaselines(modelId, found);
          case GOLD -> Map.of(modelId + " on gold labels", found.evaluation());
        });
  }

  private String text(EvaluationReport report, ErrorGroups groups) {
    return switch (labels) {
      case MODEL ->
          "Labels of the model; sources, targets and answers as found on them.\n\n"
              + report.text()
              + "\nWhere the wrong labels are\n"
              + groups.text();
      case GOLD ->
          "Labels of gold: only sources, targets and answers are measured.\n\n" + report.text();
    };
  }
}
