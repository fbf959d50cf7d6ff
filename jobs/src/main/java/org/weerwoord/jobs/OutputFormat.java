package org.weerwoord.jobs;

import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The file format of a run's datasets. */
enum OutputFormat {
  PARQUET,
  JSONL;

  /** Writes rows to a folder that does not exist. */
  void write(Dataset<Row> rows, Partitioning partitioning, String folder) {
    DataFrameWriter<Row> writer = rows.write().mode(SaveMode.ErrorIfExists);
    if (partitioning == Partitioning.DATE) {
      writer = writer.partitionBy(StatementSchema.DATE);
    }
    switch (this) {
      case PARQUET -> writer.option("compression", "zstd").parquet(folder);
      case JSONL -> writer.option("ignoreNullFields", "false").json(folder);
    }
  }

  /** Reads the rows of a folder, however it is partitioned. */
  Dataset<Row> read(SparkSession spark, StructType schema, String folder) {
    // The path is no glob, whatever characters it has.
    String path = folder.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
    DataFrameReader reader = spark.read().schema(schema);
    return switch (this) {
      case PARQUET -> reader.parquet(path);
      case JSONL -> reader.json(path);
    };
  }
}
