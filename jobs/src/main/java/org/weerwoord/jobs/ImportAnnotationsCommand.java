package org.weerwoord.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.jobs.Annotation.TaskArticle;
import org.weerwoord.jobs.ResultFolder.Earlier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads what annotators corrected back into the corpus format. Starts no Spark session. */
@Command(
    name = "import-annotations",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Checks what annotators made of the tasks of export-annotations and writes it as labelled"
            + " articles that train reads, with a report of what was wrong and how far annotators"
            + " agree.",
    footer = {
      "",
      "Example:",
      "  weerwoord import-annotations --input project-1.json --output my-annotations",
      "  weerwoord train --corpus seeds/corpus --corpus my-annotations --output my-model",
      "",
      "Of several annotations of an article the one marked as ground truth is taken; else that of the",
      "annotator named first by --prefer; else the one changed last."
    })
final class ImportAnnotationsCommand extends CheckedCommand {

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files that the annotation tool exported: of Label Studio JSON (not JSON-MIN), of doccano"
              + " JSONL, a file an annotator, named after him.")
  private List<String> input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description =
          "Where to write annotations.jsonl (the corpus format), report.json, report.txt and"
              + " set-aside.json (the tasks that could not be used, to mend and import again). The"
              + " folder must be empty or absent.")
  private String output;

  @Option(
      names = "--format",
      defaultValue = "label-studio",
      paramLabel = "TOOL",
      description = "Of the input: label-studio or doccano.")
  private AnnotationFormat format;

  @Option(
      names = "--prefer",
      arity = "1..*",
      paramLabel = "ANNOTATOR",
      description =
          "Annotators whose labels count where several have done an article, the foremost first: an"
              + " e-mail address or number of Label Studio (completed_by), or a doccano file's name"
              + " without extension.")
  private List<String> preferred = List.of();

  @Option(
      names = "--tasks",
      paramLabel = "FILE",
      description =
          "The file that export-annotations wrote, to report articles that did not come back and to"
              + " refuse texts that were changed.")
  private String tasks;

  @Override
  void validate() {
    if (output.isBlank()) {
      throw new IllegalArgumentException("--output must not be blank: name a folder");
    }
  }

  @Override
  void execute() throws IOException {
    Configuration hadoop = hadoop();
    try (ResultFolder folder = ResultFolder.open(hadoop, output, Earlier.FORBIDDEN)) {
      AnnotationFiles files = new AnnotationFiles(format);
      for (String path : input) {
        for (String file : JsonLines.files(hadoop, path)) {
          files.read(file, JsonLines.text(hadoop, file));
        }
      }
      AnnotationImport imported = new AnnotationImport(format, preferred);
      imported.add(files, exported(hadoop));
      write(folder, "annotations.jsonl", lines(imported.articles()));
      write(folder, "set-aside.json", AnnotationFiles.written(imported.setAside()));
      write(folder, "report.json", imported.json());
      write(folder, "report.txt", String.join("\n", imported.lines()) + "\n");
      imported.lines().forEach(this::print);
      print("written to " + output + "/annotations.jsonl");
    }
  }

  private List<TaskArticle> exported(Configuration hadoop) {
    if (tasks == null) {
      return List.of();
    }
    AnnotationFiles files = new AnnotationFiles(format);
    files.read(tasks, JsonLines.text(hadoop, tasks));
    return files.articles();
  }

  private static String lines(List<CorpusArticle> articles) {
    return articles.stream()
        .map(article -> article.toJsonLine() + "\n")
        .collect(Collectors.joining());
  }

  private static void write(ResultFolder folder, String name, String text) throws IOException {
    folder.write(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
