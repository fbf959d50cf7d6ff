package org.weerwoord.jobs.output;

/** What a run does with an output folder that already holds results. */
public enum WriteMode {
  /** Refuse to run. */
  ERROR,
  /**
   * Put this run's rows in the place of the earlier ones: only those of the same partitions (dates)
   * where both are partitioned alike, all of them otherwise. A partition that a run writes in one
   * dataset is replaced in all of its datasets.
   */
  OVERWRITE,
  /** Add this run's rows to the earlier ones. */
  APPEND
}
