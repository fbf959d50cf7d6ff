package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.jobs.EarlierArticles.Kept;
import org.weerwoord.jobs.input.ArticleReader;
import org.weerwoord.jobs.input.InputRecord;
import org.weerwoord.jobs.input.RecordParser;
import org.weerwoord.jobs.output.OutputFolder;
import org.weerwoord.jobs.output.StagedRun;
import org.weerwoord.jobs.output.StagedRun.Quarantine;
import org.weerwoord.text.Article;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;

/**
 * Labels and attributes the statements of articles: one narrow stage from reading to writing, in
 * which each partition parses its records, splits its articles, and finds labels, actors and
 * answers. The exchanges are made of the written rows by a second, short pass, in which each row is
 * a charge or nothing. Records that are not articles are counted in the first pass; only if there
 * are any does another write them to the quarantine. With {@code --incremental} or {@code
 * --deduplicate} an {@link ArticleSelection} comes before, which shuffles.
 */
final class LabelJob {

  private static final StructType MARKED =
      StatementSchema.SCHEMA.add(LabelCounts.MARK, DataTypes.IntegerType, false);

  /** The columns of {@code _quarantine/}. */
  static final StructType QUARANTINE =
      new StructType()
          .add("file", DataTypes.StringType, false)
          .add("reason", DataTypes.StringType, false)
          .add("detail", DataTypes.StringType, true)
          .add("raw", DataTypes.StringType, true);

  private final SparkSession spark;
  private final LabelOptions options;
  private final LoadedModel model;

  LabelJob(SparkSession spark, LabelOptions options, LoadedModel model) {
    this.spark = spark;
    this.options = options;
    this.model = model;
  }

  /**
   * What a run did.
   *
   * @param runId its folder under {@code _runs}
   * @param counts what it counted
   * @param duration from start to the published result
   * @param skipped files of the input that were passed over, and why
   */
  record Result(String runId, LabelCounts counts, Duration duration, List<String> skipped) {}

  /**
   * Runs the job.
   *
   * @throws org.weerwoord.jobs.input.InputException if the input can't be read as asked
   * @throws org.weerwoord.jobs.output.OutputExistsException if the output exists and may not
   * @throws org.weerwoord.jobs.output.OutputConflictException if rows of the output stay that have
   *     another format or other partitions
   * @throws BadInputException if too many records are not articles
   */
  Result run() throws IOException {
    Instant start = Instant.now();
    OutputFolder output =
        OutputFolder.open(
            spark.sparkContext().hadoopConfiguration(), options.output(), options.mode());
    requireFit(output);
    Optional<EarlierArticles> earlier =
        options.incremental()
            ? Optional.of(new EarlierArticles(spark, options, output))
            : Optional.empty();
    ArticleReader reader = ArticleReader.open(spark, options.input());
    String runId = RunManifest.runId(start);
    StagedRun staged = output.begin(runId);
    boolean published = false;
    Quarantine quarantine = Quarantine.DISCARD;
    try {
      LabelCounts counts =
          options.selects()
              ? writeSelected(reader, earlier, staged)
              : writeStatements(reader.raw(), labelling(reader, OptionalInt.empty()), staged);
      if (counts.bad() > 0) {
        writeQuarantine(reader, staged);
        quarantine = Quarantine.KEEP;
      }
      if (counts.badRate() > options.maxBadRate()) {
        throw tooManyBad(counts, runId);
      }
      if (!options.selects()) {
        writeExchanges(staged);
        requireAll(counts, Kept.NOTHING, staged);
      }
      Duration duration = Duration.between(start, Instant.now());
      Set<String> rewrites = earlier.map(EarlierArticles::rewrites).orElse(Set.of());
      staged.commit(
          RunManifest.succeeded(
              runId, spark, options, model, reader.files(), counts, rewrites, start, duration));
      published = true;
      return new Result(runId, counts, duration, reader.skipped());
    } finally {
      if (!published) {
        staged.abort(quarantine);
      }
    }
  }

  /** Refuses an output of another layout before any article is read. */
  private void requireFit(OutputFolder output) throws IOException {
    String column = options.partitioning() == Partitioning.DATE ? StatementSchema.DATE : "";
    for (String dataset : List.of(StatementSchema.DATASET, ExchangeSchema.DATASET)) {
      output.requireFit(dataset, column, options.format().extension());
    }
  }

  /**
   * Writes statements and exchanges of the articles that the options select, and in the place of
   * earlier rows; nothing if there are none, or too many records are bad.
   */
  private LabelCounts writeSelected(
      ArticleReader reader, Optional<EarlierArticles> earlier, StagedRun staged)
      throws IOException {
    spark.sparkContext().setJobDescription("Select articles of " + options.input().paths());
    try (ArticleSelection selection = new ArticleSelection(options, reader, digest(), earlier)) {
      LabelCounts.Selected selected = selection.counts();
      LabelCounts nothing = LabelCounts.of(Map.of()).with(selected);
      boolean allSkipped = options.incremental() && selected.added() + selected.replaced() == 0;
      if (allSkipped || nothing.badRate() > options.maxBadRate()) {
        return nothing;
      }
      OptionalInt members = OptionalInt.of(reader.raw().schema().size());
      LabelCounts counts =
          writeStatements(selection.records(), labelling(reader, members), staged).with(selected);
      writeExchanges(staged);
      Kept kept = Kept.NOTHING;
      if (selected.replaced() > 0) {
        spark.sparkContext().setJobDescription("Take earlier rows out");
        kept = earlier.orElseThrow().takeOut(selection.replaced(), staged);
      }
      requireAll(counts, kept, staged);
      return counts;
    }
  }

  private ArticleDigest digest() {
    return new ArticleDigest(model.classifier().modelId(), model.classifier().threshold());
  }

  private Labelling labelling(ArticleReader reader, OptionalInt members) {
    Broadcast<Labeller> labeller =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model.labeller());
    return new Labelling(reader.parser(), labeller, digest(), members.orElse(Labelling.NO_MEMBERS));
  }

  private LabelCounts writeStatements(Dataset<Row> records, Labelling labelling, StagedRun staged) {
    spark.sparkContext().setJobDescription("Label the statements of " + options.input().paths());
    Observation observation = new Observation("labelled");
    List<Column> aggregates = LabelCounts.aggregates();
    Dataset<Row> statements =
        records
            .mapPartitions(labelling, Encoders.row(MARKED))
            .observe(
                observation,
                aggregates.get(0),
                aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
            .where(col(LabelCounts.MARK).lt(LabelCounts.QUARANTINED))
            .drop(LabelCounts.MARK);
    options
        .format()
        .write(statements, options.partitioning(), staged.stagingPath(StatementSchema.DATASET));
    labelling.labeller.destroy();
    return LabelCounts.of(observed(observation));
  }

  /** Makes the exchanges of the charges among the statements just written, row by row. */
  private void writeExchanges(StagedRun staged) {
    spark.sparkContext().setJobDescription("Write the exchanges");
    Dataset<Row> statements =
        options
            .format()
            .read(spark, StatementSchema.SCHEMA, staged.stagingPath(StatementSchema.DATASET));
    options
        .format()
        .write(
            ExchangeSchema.of(statements),
            options.partitioning(),
            staged.stagingPath(ExchangeSchema.DATASET));
  }

  /**
   * Compares what was written with what was counted in writing it. They differ only where Spark's
   * commit of tasks does not do on this file system what it promises, as with a committer that
   * writes in place while tasks are tried twice: that must not pass for a result.
   *
   * @param kept rows of earlier articles, whose files go when the run is published
   */
  private void requireAll(LabelCounts counts, Kept kept, StagedRun staged) throws IOException {
    requireAll(
        StatementSchema.DATASET,
        StatementSchema.SCHEMA,
        counts.statements() + kept.statements(),
        staged);
    requireAll(
        ExchangeSchema.DATASET, ExchangeSchema.SCHEMA, counts.charges() + kept.exchanges(), staged);
  }

  private void requireAll(String dataset, StructType schema, long counted, StagedRun staged)
      throws IOException {
    spark.sparkContext().setJobDescription("Count what was written to " + dataset);
    // Without any column, and as an RDD: Dataset.count() would shuffle its sums.
    long written =
        options
            .format()
            .read(spark, schema, staged.stagingPath(dataset))
            .select()
            .toJavaRDD()
            .count();
    if (written != counted) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "The files of %s must hold the %d rows that were made or kept, but hold %d: rows were lost or"
                  + " doubled on their way to %s. Nothing was published; run again, and where Spark is"
                  + " set to use another output committer than its own, do so without it",
              dataset,
              counted,
              written,
              options.output()));
    }
  }

  /** Returns what was observed of rows that have been written. */
  static Map<String, Object> observed(Observation observation) {
    try {
      return observation.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The run was interrupted while its counts came in", e);
    }
  }

  private void writeQuarantine(ArticleReader reader, StagedRun staged) {
    spark.sparkContext().setJobDescription("Set aside the unreadable records");
    reader
        .raw()
        .mapPartitions(new SettingAside(reader.parser()), Encoders.row(QUARANTINE))
        .write()
        .json(staged.quarantinePath());
  }

  private BadInputException tooManyBad(LabelCounts counts, String runId) {
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "%d of %d records can't be read as articles (%s), a share of %.3f; at most"
                + " --max-bad-rate %s may be. Nothing was written but the records themselves, to"
                + " %s/_quarantine/%s: mend them in the input, or raise the rate",
            counts.bad(),
            counts.bad() + counts.read(),
            reasons(counts),
            counts.badRate(),
            options.maxBadRate(),
            options.output(),
            runId));
  }

  private static String reasons(LabelCounts counts) {
    return counts.quarantined().entrySet().stream()
        .filter(reason -> reason.getValue() > 0)
        .map(reason -> reason.getValue() + " " + reason.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Makes the rows of a partition's records. */
  private static final class Labelling implements MapPartitionsFunction<Row, Row>, Serializable {
    static final int NO_MEMBERS = -1;

    private final RecordParser parser;
    private final Broadcast<Labeller> labeller;
    private final ArticleDigest digest;
    private final int members;

    /**
     * @param members the column of the articles that get a record's rows, or {@link #NO_MEMBERS}:
     *     its own article
     */
    Labelling(
        RecordParser parser, Broadcast<Labeller> labeller, ArticleDigest digest, int members) {
      this.parser = parser;
      this.labeller = labeller;
      this.digest = digest;
      this.members = members;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> records) {
      Labeller loaded = labeller.value();
      return new Flattened(
          records,
          record ->
              rows(
                  parser.parse(record),
                  members == NO_MEMBERS ? null : record.getList(members),
                  loaded));
    }

    private Iterable<Row> rows(InputRecord record, List<Row> members, Labeller labeller) {
      if (record.article() == null) {
        return List.of(marked(LabelCounts.QUARANTINED + record.reason().ordinal()));
      }
      Article article = record.article();
      List<Statement> statements = StatementExtractor.extract(article);
      Labeller.Labelled labelled = labeller.label(statements, article.language());
      String modelId = labeller.classifier().modelId();
      String own = digest.of(article);
      if (members == null) {
        int[] marks = marks(statements, record.dateUnreadable());
        return StatementSchema.rows(article, statements, labelled, modelId, own, null, marks);
      }
      // One member's rows at a time, as there may be thousands.
      return () ->
          members.stream()
              .map(ArticleKeys::member)
              .flatMap(
                  member -> {
                    Article copy = member.of(article);
                    boolean itself = copy.id().equals(article.id()) && member.digest().equals(own);
                    return StatementSchema.rows(
                        copy,
                        statements,
                        labelled,
                        modelId,
                        member.digest(),
                        itself ? null : article.id(),
                        marks(statements, member.dateUnreadable()))
                        .stream();
                  })
              .iterator();
    }

    private static int[] marks(List<Statement> statements, boolean dateUnreadable) {
      int[] marks = new int[statements.size()];
      marks[0] = dateUnreadable ? LabelCounts.ARTICLE_OF_UNREADABLE_DATE : LabelCounts.ARTICLE;
      return marks;
    }

    /** Returns a row that is counted but not written. */
    private static Row marked(int mark) {
      Object[] values = new Object[MARKED.size()];
      IntStream.range(0, values.length).forEach(i -> values[i] = blank(i));
      values[values.length - 1] = mark;
      return RowFactory.create(values);
    }

    private static Object blank(int column) {
      if (MARKED.fields()[column].nullable()) {
        return null;
      }
      return switch (MARKED.fields()[column].dataType().typeName()) {
        case "string" -> "";
        case "integer" -> 0;
        case "double" -> 0.0;
        case "boolean" -> true;
        default -> new Object[0];
      };
    }
  }

  /** Makes rows of the records that are not articles. */
  private static final class SettingAside implements MapPartitionsFunction<Row, Row>, Serializable {
    private final RecordParser parser;

    SettingAside(RecordParser parser) {
      this.parser = parser;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> records) {
      return new Flattened(records, record -> rows(parser.parse(record)));
    }

    private static List<Row> rows(InputRecord record) {
      List<Row> rows = new ArrayList<>(1);
      if (record.article() == null) {
        rows.add(
            RowFactory.create(
                record.file(), record.reason().text(), record.detail(), record.raw()));
      }
      return rows;
    }
  }
}
