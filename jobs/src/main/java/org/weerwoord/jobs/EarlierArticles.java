package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.jobs.output.OutputFolder;
import org.weerwoord.jobs.output.PublishedOutput;
import org.weerwoord.jobs.output.StagedRun;

/** The articles that the earlier runs of an output labelled, and how their rows are taken out. */
final class EarlierArticles {

  static final String ROWS = "rows";

  private static final String FILE = "file";
  private static final String OUT = "out";
  private static final String STAYS = "stays";

  /**
   * How many rows of earlier articles were written to staging again.
   *
   * @param statements of them
   * @param exchanges of them
   */
  record Kept(long statements, long exchanges) {
    static final Kept NOTHING = new Kept(0, 0);
  }

  private final SparkSession spark;
  private final LabelOptions options;
  private final Optional<Path> statements;
  private final Optional<Path> exchanges;
  private final Set<String> rewrites = new TreeSet<>();

  /**
   * @param output whose format and partitions are those of the options
   */
  EarlierArticles(SparkSession spark, LabelOptions options, OutputFolder output)
      throws IOException {
    this.spark = spark;
    this.options = options;
    this.statements = output.earlier(StatementSchema.DATASET);
    this.exchanges = output.earlier(ExchangeSchema.DATASET);
  }

  /**
   * Returns a row for each id and digest (null of rows from before there were any): how often it
   * was labelled, which is more than once only where runs were appended, and the first of which it
   * is a copy.
   */
  Dataset<Row> labelled() {
    Dataset<Row> rows =
        statements
            .map(path -> options.format().read(spark, StatementSchema.SCHEMA, path.toString()))
            .orElseGet(() -> spark.createDataFrame(List.of(), StatementSchema.SCHEMA));
    return rows.where(col(StatementSchema.POSITION).equalTo(0))
        .groupBy(StatementSchema.ARTICLE_ID, StatementSchema.ARTICLE_DIGEST)
        .agg(
            count(lit(1)).as(ROWS),
            min(StatementSchema.DUPLICATE_OF).as(StatementSchema.DUPLICATE_OF));
  }

  /**
   * Takes the rows of some articles out of both datasets: the files that hold one give way to what
   * else they hold, which is written to staging again.
   *
   * @param ids a column of article ids
   * @return what was counted in writing it
   */
  Kept takeOut(Dataset<Row> ids, StagedRun staged) {
    return new Kept(
        statements
            .map(p -> takeOut(p, StatementSchema.DATASET, StatementSchema.SCHEMA, ids, staged))
            .orElse(0L),
        exchanges
            .map(p -> takeOut(p, ExchangeSchema.DATASET, ExchangeSchema.SCHEMA, ids, staged))
            .orElse(0L));
  }

  /** Returns the ids of the earlier runs of whose files some rows were written again. */
  Set<String> rewrites() {
    return rewrites;
  }

  private long takeOut(
      Path folder, String dataset, StructType schema, Dataset<Row> ids, StagedRun staged) {
    List<Path> partly = new ArrayList<>();
    for (Row row :
        options
            .format()
            .read(spark, schema, folder.toString())
            .select(col(StatementSchema.ARTICLE_ID), col("_metadata.file_path").as(FILE))
            .join(ids.withColumn(OUT, lit(true)), new String[] {StatementSchema.ARTICLE_ID}, "left")
            .groupBy(FILE)
            .agg(max(OUT).as(OUT), max(col(OUT).isNull()).as(STAYS))
            .where(col(OUT))
            .collectAsList()) {
      Path file = new Path(URI.create(row.getAs(FILE)));
      staged.rewrite(file);
      if (row.<Boolean>getAs(STAYS)) {
        partly.add(file);
        PublishedOutput.runOf(file).ifPresent(rewrites::add);
      }
    }
    if (partly.isEmpty()) {
      // To write no rows would leave an empty file, which no later run would take out.
      return 0;
    }
    Dataset<Row> kept =
        options
            .format()
            .read(spark, schema, folder.toString(), partly)
            .join(ids, new String[] {StatementSchema.ARTICLE_ID}, "left_anti")
            .select(Arrays.stream(schema.fieldNames()).map(n -> col(n)).toArray(Column[]::new));
    if (options.partitioning() == Partitioning.DATE) {
      // A file a day, as each task writes one for every day it has.
      kept = kept.repartition(col(StatementSchema.DATE));
    }
    // Counted last, as what comes before a shuffle may be done, and counted, again.
    Observation observation = new Observation("kept " + dataset);
    options
        .format()
        .append(
            kept.observe(observation, count(lit(1)).as(ROWS)),
            options.partitioning(),
            staged.stagingPath(dataset));
    return (Long) LabelJob.observed(observation).getOrDefault(ROWS, 0L);
  }
}
