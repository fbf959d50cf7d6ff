package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.jobs.output.PublishedOutput;
import org.weerwoord.jobs.report.Report;
import org.weerwoord.jobs.report.Report.Quarantine;
import org.weerwoord.jobs.report.Report.Run;
import org.weerwoord.jobs.report.Report.Sample;
import org.weerwoord.jobs.report.Report.SetAside;
import org.weerwoord.jobs.report.ReportPage;

/**
 * Makes the report of an output: aggregates, which are small, and a bounded sample of its threads.
 * Whatever the size of the output, the driver gets no more than a page holds.
 */
final class ReportJob {

  private static final int LISTED_RUNS = 10;
  private static final int EXAMPLES = 10;
  private static final int RAW_LENGTH = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkSession spark;
  private final String output;
  private final int threads;

  /**
   * @param output Hadoop path of what {@code label} wrote
   * @param threads to show, at most
   */
  ReportJob(SparkSession spark, String output, int threads) {
    this.spark = spark;
    this.output = output;
    this.threads = threads;
  }

  /**
   * Writes the report.
   *
   * @return where it is
   * @throws BadInputException if no complete run has written the output
   */
  String run() throws IOException {
    PublishedOutput published =
        PublishedOutput.open(spark.sparkContext().hadoopConfiguration(), output);
    List<String> runs = runs(published);
    spark.sparkContext().setJobDescription("Make the report of " + output);
    try (ReportFigures figures =
            new ReportFigures(rows(published, StatementSchema.DATASET, StatementSchema.SCHEMA));
        ReportThreads sampled =
            new ReportThreads(
                spark,
                rows(published, ExchangeSchema.DATASET, ExchangeSchema.SCHEMA),
                rows(published, StatementSchema.DATASET, StatementSchema.SCHEMA))) {
      Sample sample = sampled.sample(threads);
      return published.writeReport(ReportPage.html(report(published, runs, figures, sample)));
    }
  }

  /**
   * Returns the runs that the output is of, the latest first: those that wrote rows of it, those
   * whose rows these wrote again, and the latest of all, which may have written none.
   */
  private List<String> runs(PublishedOutput published) throws IOException {
    List<String> complete = published.runs();
    if (complete.isEmpty()) {
      throw new BadInputException(
          "Output "
              + output
              + " must be a folder that label wrote, but no complete run is in it (_runs). Run label"
              + " first, or name another --output");
    }
    Set<String> writers = new TreeSet<>(published.runsOf(StatementSchema.DATASET));
    writers.addAll(published.runsOf(ExchangeSchema.DATASET));
    for (String writer : writers) {
      if (!complete.contains(writer)) {
        throw new BadInputException(
            "Output "
                + output
                + " holds rows of run "
                + writer
                + ", which is not complete: it is being published, or was killed. Wait for its end; or"
                + " run label again, which cleans up after it");
      }
    }
    writers.add(complete.get(complete.size() - 1));
    Set<String> latestFirst = new TreeSet<>(Comparator.reverseOrder());
    Deque<String> open = new ArrayDeque<>(writers);
    while (!open.isEmpty()) {
      String run = open.pop();
      // A rewritten run whose run.json was deleted can't be listed.
      if (complete.contains(run) && latestFirst.add(run)) {
        manifest(published, run)
            .path("output")
            .path("rewrites")
            .forEach(earlier -> open.push(earlier.asText()));
      }
    }
    return List.copyOf(latestFirst);
  }

  private Dataset<Row> rows(PublishedOutput published, String dataset, StructType schema)
      throws IOException {
    return OutputFormat.read(spark, published, dataset, schema)
        .orElseGet(() -> spark.createDataFrame(List.of(), schema));
  }

  private Report report(
      PublishedOutput published, List<String> runs, ReportFigures figures, Sample sample)
      throws IOException {
    List<Run> listed = new ArrayList<>();
    for (String run : runs.subList(0, Math.min(LISTED_RUNS, runs.size()))) {
      listed.add(run(manifest(published, run)));
    }
    return new Report(
        published.name(),
        listed,
        runs.size() - listed.size(),
        figures.total(),
        figures.copies(),
        figures.languages(),
        figures.sources(),
        figures.timeline(),
        figures.charges(),
        figures.denials(),
        sample,
        quarantine(published, runs.get(0)));
  }

  /**
   * Returns what a run set aside. That of several can't be added up: they may have read the same
   * records.
   */
  private Quarantine quarantine(PublishedOutput published, String run) throws IOException {
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> reason :
        manifest(published, run).path("quarantined_by_reason").properties()) {
      if (reason.getValue().asLong() > 0) {
        reasons.put(reason.getKey(), reason.getValue().asLong());
      }
    }
    return new Quarantine(reasons, examples(published, run));
  }

  private static JsonNode manifest(PublishedOutput published, String run) throws IOException {
    try {
      return JSON.readTree(published.manifest(run));
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "The run.json of run " + run + " must be JSON, but can't be read: " + e.getMessage(), e);
    }
  }

  private static Run run(JsonNode manifest) {
    JsonNode counts = manifest.path("counts");
    JsonNode model = manifest.path("model");
    return new Run(
        manifest.path("run_id").asText(),
        manifest.path("started").asText(),
        manifest.path("versions").path("weerwoord").asText(),
        counts.path("articles_read").asLong(counts.path("articles").asLong()),
        counts.path("articles").asLong(),
        counts.path("statements").asLong(),
        counts.path("quarantined").asLong(),
        counts.path("unreadable_dates").asLong(),
        model.path("id").asText(),
        model.path("threshold").asDouble(),
        scores(model.path("cross_validation")),
        scores(model.path("gold")));
  }

  private static Map<String, Double> scores(JsonNode node) {
    Map<String, Double> scores = new LinkedHashMap<>();
    node.properties().forEach(score -> scores.put(score.getKey(), score.getValue().asDouble()));
    return scores;
  }

  private List<SetAside> examples(PublishedOutput published, String run) throws IOException {
    Optional<String> folder = published.quarantine(run);
    if (folder.isEmpty()) {
      return List.of();
    }
    return OutputFormat.JSONL
        .read(spark, LabelJob.QUARANTINE, folder.get())
        .orderBy("file", "reason", "detail", "raw")
        .limit(EXAMPLES)
        .withColumn("raw", substring(col("raw"), 1, RAW_LENGTH))
        .collectAsList()
        .stream()
        .map(
            row ->
                new SetAside(
                    new Path(row.<String>getAs("file")).getName(),
                    row.getAs("reason"),
                    row.getAs("detail"),
                    row.getAs("raw")))
        .toList();
  }
}
