package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.jobs.AnnotationChoice.By;
import org.weerwoord.jobs.AnnotationChoice.Chosen;
import org.weerwoord.jobs.ResultFolder.Earlier;
import org.weerwoord.jobs.output.PublishedOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Chooses labelled articles for annotators and writes them as tasks of an annotation tool. */
@Command(
    name = "export-annotations",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Chooses articles of label's result that are worth an annotator's time and writes them as tasks"
            + " of Label Studio or doccano, with the labels found as pre-annotations.",
    footer = {
      "",
      "Example:",
      "  weerwoord export-annotations --input labelled --output tasks --count 50",
      "",
      "A task is a whole article. It is chosen for its three most uncertain or disputed statements,",
      "which the tool names above the text. Copies that label --deduplicate found are left out."
    })
final class ExportAnnotationsCommand extends JobCommand {

  private static final int MOST = 100_000;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FOLDER",
      description = "A result of label, Parquet or JSON lines: the folder that holds statements/.")
  private String input;

  @Option(
      names = "--other",
      paramLabel = "FOLDER",
      description =
          "A result of label on the same articles with another model, for --choose disagreement. Its"
              + " labels become a second prediction in Label Studio.")
  private String other;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description =
          "Where to write tasks.json and labelling-config.xml, or tasks.jsonl and label-types.json for"
              + " doccano. The folder must be empty or absent.")
  private String output;

  @Option(
      names = "--format",
      defaultValue = "label-studio",
      paramLabel = "TOOL",
      description = "Of the tasks: label-studio or doccano.")
  private AnnotationFormat format;

  @Option(
      names = "--choose",
      defaultValue = "uncertainty",
      paramLabel = "BY",
      description =
          "Which articles: by uncertainty (mean entropy of the three most uncertain statements),"
              + " disagreement (mean Jensen-Shannon divergence of the three most disputed statements, of"
              + " those whose label differs in --other) or random.")
  private By by;

  @Option(
      names = "--count",
      defaultValue = "50",
      paramLabel = "N",
      description = "Articles to choose, from 1 to " + MOST + ".")
  private int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Decides which articles are chosen at random.")
  private long seed;

  @Override
  void validate() {
    requireBetween("--count", 1, MOST, count);
    if ((by == By.DISAGREEMENT) != (other != null)) {
      throw new IllegalArgumentException(
          "--choose disagreement needs --other FOLDER, the result of another model on the same"
              + " articles, and nothing else does");
    }
    for (String folder : other == null ? List.of(input, output) : List.of(input, other, output)) {
      if (folder.isBlank()) {
        throw new IllegalArgumentException(
            "--input, --other and --output must not be blank: name a folder");
      }
    }
  }

  @Override
  void run(SparkSession spark) throws IOException {
    try (ResultFolder folder =
        ResultFolder.open(spark.sparkContext().hadoopConfiguration(), output, Earlier.FORBIDDEN)) {
      Dataset<Row> statements = statements(spark, input);
      Dataset<Row> others = other == null ? null : statements(spark, other);
      List<Chosen> chosen =
          switch (by) {
            case UNCERTAINTY -> AnnotationChoice.uncertain(statements, count);
            case DISAGREEMENT -> AnnotationChoice.disputed(statements, others, count);
            case RANDOM -> AnnotationChoice.random(statements, seed, count);
          };
      Map<String, List<Row>> rows = AnnotationChoice.rows(statements, chosen);
      Map<String, List<Row>> otherRows =
          others == null ? Map.of() : AnnotationChoice.rows(others, chosen);
      ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
      List<String> lines = new ArrayList<>();
      List<String> leftOut = new ArrayList<>();
      int marked = 0;
      for (Chosen article : chosen) {
        AnnotationTask task;
        try {
          task = AnnotationTask.of(article, rows.get(article.articleId()));
        } catch (IllegalArgumentException e) {
          leftOut.add(article.articleId() + ": " + e.getMessage());
          continue;
        }
        marked += article.marked().size();
        switch (format) {
          case LABEL_STUDIO ->
              tasks.add(task.labelStudio(otherRows.getOrDefault(article.articleId(), List.of())));
          case DOCCANO -> lines.add(task.doccano().toString());
        }
      }
      int written =
          switch (format) {
            case LABEL_STUDIO -> {
              write(folder, format.tasks(), tasks.toPrettyString() + "\n");
              write(folder, "labelling-config.xml", LabellingConfig.labelStudio());
              yield tasks.size();
            }
            case DOCCANO -> {
              write(folder, format.tasks(), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
              write(folder, "label-types.json", LabellingConfig.doccano());
              yield lines.size();
            }
          };
      print(written + " of " + count + " articles, " + marked + " statements marked in them");
      if (chosen.size() < count) {
        print(
            switch (by) {
              case DISAGREEMENT -> "no other article has a statement with two labels";
              case UNCERTAINTY, RANDOM -> "the input has no more that are no copies";
            });
      }
      leftOut.forEach(line -> print("left out " + TerminalText.printable(line)));
      print("written to " + output + "/" + format.tasks());
    }
  }

  private static void write(ResultFolder folder, String name, String text) throws IOException {
    folder.write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the statements of a result but those of copies, which have the scores of their first
   * and would be chosen with it.
   */
  private static Dataset<Row> statements(SparkSession spark, String labelled) throws IOException {
    PublishedOutput output =
        PublishedOutput.open(spark.sparkContext().hadoopConfiguration(), labelled);
    String lacks = output.has(StatementSchema.DATASET) ? "its %s has no data" : "has no folder %s";
    return OutputFormat.read(spark, output, StatementSchema.DATASET, StatementSchema.SCHEMA)
        .map(rows -> rows.where(col(StatementSchema.DUPLICATE_OF).isNull()))
        .orElseThrow(
            () ->
                new BadInputException(
                    labelled
                        + " must be a result of label, but "
                        + lacks.formatted(StatementSchema.DATASET)));
  }
}
