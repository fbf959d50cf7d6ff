package org.weerwoord.jobs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.jobs.output.PublishedOutput;

/** The file format of a run's datasets. */
enum OutputFormat {
  PARQUET("parquet"),
  JSONL("json");

  private final String extension;

  OutputFormat(String extension) {
    this.extension = extension;
  }

  /** Returns what the names of its files have after a dot. */
  String extension() {
    return extension;
  }

  /** Writes rows to a folder that does not exist. */
  void write(Dataset<Row> rows, Partitioning partitioning, String folder) {
    write(rows, partitioning, folder, SaveMode.ErrorIfExists);
  }

  /** Writes rows to a folder beside those that are there. */
  void append(Dataset<Row> rows, Partitioning partitioning, String folder) {
    write(rows, partitioning, folder, SaveMode.Append);
  }

  private void write(Dataset<Row> rows, Partitioning partitioning, String folder, SaveMode mode) {
    DataFrameWriter<Row> writer = rows.write().mode(mode);
    if (partitioning == Partitioning.DATE) {
      writer = writer.partitionBy(StatementSchema.DATE);
    }
    switch (this) {
      case PARQUET -> writer.option("compression", "zstd").parquet(folder);
      case JSONL -> writer.option("ignoreNullFields", "false").json(folder);
    }
  }

  /** Reads a dataset of an output, in the format that it has; nothing if it has no file. */
  static Optional<Dataset<Row>> read(
      SparkSession spark, PublishedOutput output, String dataset, StructType schema)
      throws IOException {
    Optional<String> extension = output.format(dataset);
    return Arrays.stream(values())
        .filter(format -> extension.equals(Optional.of(format.extension)))
        .findFirst()
        .map(format -> format.read(spark, schema, output.path(dataset)));
  }

  /** Reads the rows of a folder, however it is partitioned. */
  Dataset<Row> read(SparkSession spark, StructType schema, String folder) {
    return read(spark.read().schema(schema), Stream.of(folder));
  }

  /** Reads the rows of some files of a folder, however it is partitioned. */
  Dataset<Row> read(SparkSession spark, StructType schema, String folder, List<Path> files) {
    return read(
        spark.read().schema(schema).option("basePath", folder), files.stream().map(Path::toString));
  }

  private Dataset<Row> read(DataFrameReader reader, Stream<String> paths) {
    // The paths are no globs, whatever characters they have.
    String[] escaped =
        paths.map(path -> path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1")).toArray(String[]::new);
    return switch (this) {
      case PARQUET -> reader.parquet(escaped);
      case JSONL -> reader.json(escaped);
    };
  }
}
