package org.weerwoord.jobs;

/** The file format of labelled statements. */
enum OutputFormat {
  PARQUET,
  JSONL
}
