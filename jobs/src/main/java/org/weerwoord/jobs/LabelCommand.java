package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.jobs.input.InputFormat;
import org.weerwoord.jobs.input.InputOptions;
import org.weerwoord.jobs.output.WriteMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: articles in, labelled statements and their exchanges out. */
@Command(
    name = "label",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Labels every statement of news articles, finds who acts against whom and what is answered,"
            + " and writes OUTPUT/statements and OUTPUT/exchanges.",
    footer = {
      "",
      "Example:",
      "  weerwoord label --input 'hdfs:///news/2024/*.jsonl.gz' --output hdfs:///labelled/2024"
    })
final class LabelCommand extends JobCommand {

  /** The driver holds what it prints. */
  private static final int MOST_SHOWN = 1_000;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files, folders or globs of any Hadoop file system. Formats are told by name or content.")
  private List<String> input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where to write; see --mode if it exists.")
  private String output;

  @Option(
      names = "--mode",
      defaultValue = "error",
      paramLabel = "MODE",
      description =
          "If the output exists: error (exit 4), overwrite (with --partition-by date only the days"
              + " of this run), or append.")
  private WriteMode mode;

  @Option(
      names = "--incremental",
      description =
          "Label only articles that the output does not have yet, by id, content, model and"
              + " threshold; a changed one takes the place of its earlier rows. Not with --mode.")
  private boolean incremental;

  @Option(
      names = "--deduplicate",
      description =
          "Find near-identical articles of the input, such as wire copies: the first is labelled, and"
              + " its rows are repeated for the others, with its id in duplicate_of.")
  private boolean deduplicate;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      paramLabel = "FORMAT",
      description = "Of the output: parquet or jsonl.")
  private OutputFormat format;

  @Option(
      names = "--partition-by",
      defaultValue = "none",
      paramLabel = "COLUMN",
      description = "Of the output: date (a folder a day) or none.")
  private Partitioning partitioning;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description = "Read every file as: jsonl, parquet, csv or text (one article a file).")
  private InputFormat inputFormat;

  @Option(
      names = "--field",
      paramLabel = "FIELD=NAME",
      description =
          "The column or JSON field that holds id, date, lang, source, url, title or text, such as"
              + " text=body. A dotted name may be a path into nested fields: source=source.name. May be"
              + " repeated.")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(
      names = "--encoding",
      paramLabel = "CHARSET",
      description = "Of text without a byte order mark, such as windows-1252. UTF-8 unless given.")
  private String encoding;

  @Option(
      names = "--max-article-chars",
      defaultValue = "" + InputOptions.DEFAULT_MAX_ARTICLE_CHARS,
      paramLabel = "N",
      description = "Longer articles (title and text, UTF-16 units) go to the quarantine.")
  private int maxArticleChars;

  @Option(
      names = "--max-bad-rate",
      defaultValue = "" + LabelOptions.DEFAULT_MAX_BAD_RATE,
      paramLabel = "RATE",
      description =
          "Share of records, from 0 to 1, that may be unreadable; with more the run fails (exit 3)"
              + " and leaves them in OUTPUT/_quarantine.")
  private double maxBadRate;

  @Mixin private ModelOptions modelOptions;

  @Option(
      names = "--show",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Print the first N labelled statements of the output, of all its runs, as a table; from 0 to "
              + MOST_SHOWN
              + ".")
  private int show;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Print the first N answered charges of this run as threads: who blames whom, and under it"
              + " each denial and counter-accusation, with what answers that. From 0 to "
              + MOST_SHOWN
              + ".")
  private int threads;

  @Option(
      names = "--report",
      description =
          "Also write OUTPUT/_report/report.html, a page on all that is in the output, as the command"
              + " report does.")
  private boolean report;

  @Mixin private ReportOptions reportOptions;

  private LabelOptions options;

  @Override
  void validate() {
    requireBetween("--show", 0, MOST_SHOWN, show);
    requireBetween("--threads", 0, MOST_SHOWN, threads);
    if (incremental && given("--mode")) {
      throw new IllegalArgumentException(
          "--incremental must stand without --mode, but there is --mode "
              + mode.name().toLowerCase(Locale.ROOT)
              + ": it adds new articles and replaces changed ones; leave one of the two out");
    }
    modelOptions.validate();
    reportOptions.validate();
    if (!report && given("--report-threads")) {
      throw new IllegalArgumentException(
          "--report-threads "
              + reportOptions.threads()
              + " is of the report, and needs --report: add that, or leave out --report-threads");
    }
    options =
        new LabelOptions(
            new InputOptions(
                input,
                Optional.ofNullable(inputFormat),
                fields,
                Optional.ofNullable(encoding).map(LabelCommand::charset),
                maxArticleChars),
            output,
            incremental ? WriteMode.APPEND : mode,
            incremental,
            deduplicate,
            format,
            partitioning,
            maxBadRate,
            arguments());
  }

  @Override
  void run(SparkSession spark) throws IOException {
    LoadedModel loaded = modelOptions.load(spark);
    LabelJob.Result result = new LabelJob(spark, options, loaded).run();
    summarise(result, loaded);
    String runId = result.runId();
    if (show > 0 && result.counts().statements() > 0) {
      view("--show", runId, () -> showStatements(spark));
    }
    if (threads > 0 && result.counts().charges() > 0) {
      view("--threads", runId, () -> showThreads(spark, runId));
    }
    if (report) {
      view("--report", runId, () -> writeReport(spark));
    }
  }

  /** Prints or writes something of the rows that are published. */
  @FunctionalInterface
  private interface View {
    void make() throws IOException;
  }

  /**
   * Makes a view, or says that it could not be made. The run ends well nevertheless: its rows are
   * published, and whoever repeats runs that fail would append them a second time.
   */
  private void view(String option, String runId, View view) {
    try {
      view.make();
    } catch (Exception e) {
      PrintWriter err = err();
      err.println(
          "weerwoord: "
              + option
              + " failed, but the rows of run "
              + runId
              + " are published in "
              + output
              + ": "
              + ExitCodes.reason(e));
      err.println(
          "(exit 0; do not label again: 'weerwoord report --output "
              + output
              + "' makes a page of what is published)");
      if (stackTraceWanted()) {
        e.printStackTrace(err);
      }
      err.flush();
    }
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "--encoding must be a character set that Java knows, such as windows-1252, but is '"
              + name
              + "'",
          e);
    }
  }

  private void writeReport(SparkSession spark) throws IOException {
    print("report in " + new ReportJob(spark, output, reportOptions.threads()).run());
  }

  private void showStatements(SparkSession spark) {
    Dataset<Row> statements =
        format.read(spark, StatementSchema.SCHEMA, output + "/" + StatementSchema.DATASET);
    List<Row> first =
        statements
            .orderBy(col(StatementSchema.ARTICLE_ID), col(StatementSchema.POSITION))
            .limit(show)
            .collectAsList();
    StatementTable.lines(first).forEach(this::print);
  }

  private void showThreads(SparkSession spark, String runId) {
    // The names of the files hold the id of the run that wrote them.
    Dataset<Row> exchanges =
        format
            .read(spark, ExchangeSchema.SCHEMA, output + "/" + ExchangeSchema.DATASET)
            .where(col("_metadata.file_name").contains(runId));
    Column answers =
        size(col(ExchangeSchema.DENIALS)).plus(size(col(ExchangeSchema.COUNTER_ACCUSATIONS)));
    Object[] first =
        exchanges
            .where(col(ExchangeSchema.DEPTH).equalTo(0).and(answers.gt(0)))
            .orderBy(col(ExchangeSchema.ARTICLE_ID), col(ExchangeSchema.CHARGE_POSITION))
            .limit(threads)
            .collectAsList()
            .stream()
            .map(row -> row.getAs(ExchangeSchema.THREAD_ID))
            .toArray();
    List<Row> rows =
        exchanges
            .where(col(ExchangeSchema.THREAD_ID).isin(first))
            .orderBy(col(ExchangeSchema.ARTICLE_ID), col(ExchangeSchema.CHARGE_POSITION))
            .collectAsList();
    ThreadTree.lines(rows).forEach(this::print);
  }

  private void summarise(LabelJob.Result result, LoadedModel loaded) {
    LabelCounts counts = result.counts();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(line("articles", counts.articles()));
    lines.add(line("statements", counts.statements()));
    counts
        .labels()
        .forEach(
            (label, count) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  %-20s %,12d  %5.1f %%",
                        label,
                        count,
                        counts.statements() == 0 ? 0.0 : 100.0 * count / counts.statements())));
    counts
        .languages()
        .forEach(
            (language, count) ->
                addIfAny(
                    lines,
                    "articles in " + (language.equals("other") ? "other or unknown" : language),
                    count));
    counts.quarantined().forEach((reason, count) -> addIfAny(lines, "set aside: " + reason, count));
    addIfAny(lines, "dates not readable", counts.unreadableDates());
    addIfAny(lines, "without a date", counts.undated());
    addIfAny(lines, "files passed over", result.skipped().size());
    counts
        .selected()
        .ifPresent(
            selected -> {
              if (incremental) {
                lines.add(line("articles skipped", selected.skipped()));
                lines.add(line("  new", selected.added()));
                lines.add(line("  replaced", selected.replaced()));
              }
              if (deduplicate) {
                lines.add(line("  copies", selected.copies()));
              }
              addIfAny(lines, "repeated records", selected.repeated());
            });
    lines.add(
        String.format(
            Locale.ROOT,
            "%.1f s, model %s, run %s",
            result.duration().toMillis() / 1000.0,
            loaded.classifier().modelId(),
            result.runId()));
    lines.add(
        counts.statements() == 0
            ? nothingWritten(counts)
            : "written to "
                + output
                + "/"
                + StatementSchema.DATASET
                + " and "
                + output
                + "/"
                + ExchangeSchema.DATASET);
    if (counts.bad() > 0) {
      lines.add("set aside in " + output + "/_quarantine/" + result.runId());
    }
    result.skipped().stream().limit(5).forEach(file -> lines.add("passed over " + file));
    lines.forEach(this::print);
  }

  private static String nothingWritten(LabelCounts counts) {
    return counts.read() > 0
        ? "all articles are in the output already: nothing written"
        : "no statements in the input: nothing written";
  }

  private static void addIfAny(List<String> lines, String name, long count) {
    if (count > 0) {
      lines.add(line("  " + name, count));
    }
  }

  private static String line(String name, long count) {
    return String.format(Locale.ROOT, "%-22s %,12d", name, count);
  }
}
