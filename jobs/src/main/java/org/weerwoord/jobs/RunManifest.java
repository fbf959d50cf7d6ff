package org.weerwoord.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.jobs.input.InputFile;
import org.weerwoord.text.StatementLabel;

/** The {@code run.json} of a labelling run: what was asked, read, counted and written, by what. */
final class RunManifest {

  /** Files listed one by one; of more, only the number and total size are told. */
  private static final int LISTED_FILES = 1_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunManifest() {}

  /** Returns an identifier that sorts by time, and differs for runs started in one second. */
  static String runId(Instant start) {
    return RUN_TIME.format(start) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /**
   * Returns the manifest of a run that has succeeded.
   *
   * @param rewrites ids of the earlier runs of whose files it wrote some rows again
   */
  static String succeeded(
      String runId,
      SparkSession spark,
      LabelOptions options,
      LoadedModel model,
      List<InputFile> files,
      LabelCounts counts,
      Set<String> rewrites,
      Instant start,
      Duration duration) {
    ObjectNode json = JSON.createObjectNode();
    json.put("run_id", runId);
    json.put("status", "succeeded");
    json.put("started", start.truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("seconds", duration.toMillis() / 1000.0);
    options.arguments().forEach(json.putArray("arguments")::add);
    addInput(json.putObject("input"), files);
    addCounts(json, counts);
    ObjectNode output = json.putObject("output");
    output.put("path", options.output());
    output.put(
        "mode",
        options.incremental() ? "incremental" : options.mode().name().toLowerCase(Locale.ROOT));
    output.put("format", options.format().name().toLowerCase(Locale.ROOT));
    output.put("partition_by", options.partitioning().name().toLowerCase(Locale.ROOT));
    rewrites.forEach(output.putArray("rewrites")::add);
    ObjectNode classifier = json.putObject("model");
    classifier.put("id", model.classifier().modelId());
    classifier.put("location", model.location());
    classifier.put("weights_sha256", model.weightsDigest());
    classifier.put("threshold", model.classifier().threshold());
    addScores(classifier, model.manifest().json());
    ObjectNode versions = json.putObject("versions");
    versions.put("weerwoord", Version.weerwoord());
    versions.put("spark", Version.spark());
    versions.put("java", Version.java());
    json.put("spark_application_id", spark.sparkContext().applicationId());
    json.put("spark_master", spark.sparkContext().master());
    try {
      return JSON.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The run's manifest could not be written as JSON", e);
    }
  }

  /** Adds how well the model does, so that the output says so where the model is not at hand. */
  private static void addScores(ObjectNode classifier, ObjectNode manifest) {
    if (manifest.has("cross_validation")) {
      classifier.set("cross_validation", manifest.get("cross_validation"));
    }
    // The model itself comes before its baselines.
    Iterator<JsonNode> gold = manifest.path("gold").elements();
    if (gold.hasNext()) {
      JsonNode all = gold.next().path("all");
      ObjectNode scores = classifier.putObject("gold");
      scores.set("macro_f1", all.path("macro_f1"));
      for (StatementLabel label : StatementLabel.values()) {
        scores.set(label.text(), all.path(label.text()).path("f1"));
      }
    }
  }

  private static void addInput(ObjectNode input, List<InputFile> files) {
    input.put("files", files.size());
    input.put("bytes", files.stream().mapToLong(InputFile::size).sum());
    ArrayNode listed = input.putArray("listed");
    files.stream()
        .limit(LISTED_FILES)
        .forEach(file -> listed.addObject().put("path", file.path()).put("bytes", file.size()));
  }

  private static void addCounts(ObjectNode json, LabelCounts counts) {
    ObjectNode node = json.putObject("counts");
    node.put("articles", counts.articles());
    node.put("statements", counts.statements());
    node.put("quarantined", counts.bad());
    node.put("unreadable_dates", counts.unreadableDates());
    node.put("undated", counts.undated());
    counts
        .selected()
        .ifPresent(
            selected -> {
              node.put("articles_read", selected.read());
              node.put("articles_repeated", selected.repeated());
              node.put("articles_skipped", selected.skipped());
              node.put("articles_new", selected.added());
              node.put("articles_replaced", selected.replaced());
              node.put("articles_copies", selected.copies());
            });
    add(json.putObject("quarantined_by_reason"), counts.quarantined());
    add(json.putObject("articles_by_language"), counts.languages());
    add(json.putObject("labels"), counts.labels());
    ObjectNode shares = json.putObject("label_shares");
    counts
        .labels()
        .forEach(
            (label, count) ->
                shares.put(
                    label,
                    counts.statements() == 0
                        ? 0.0
                        : Math.rint(1e6 * count / counts.statements()) / 1e6));
  }

  private static void add(ObjectNode node, Map<String, Long> counts) {
    counts.forEach(node::put);
  }
}
