package org.weerwoord.jobs;

import java.util.List;
import org.weerwoord.jobs.input.InputOptions;
import org.weerwoord.jobs.output.WriteMode;

/**
 * What a labelling run is asked to do.
 *
 * @param input what to read
 * @param output Hadoop path of the output folder
 * @param mode what to do if the output exists; with {@code incremental} to append
 * @param incremental whether articles whose rows the output holds already are skipped
 * @param deduplicate whether copies of an article are marked, and get the rows of the first
 * @param format of the output files
 * @param partitioning of the output files
 * @param maxBadRate share of unreadable records above which the run fails, in [0,1]
 * @param arguments of the command line, for the run's manifest
 */
record LabelOptions(
    InputOptions input,
    String output,
    WriteMode mode,
    boolean incremental,
    boolean deduplicate,
    OutputFormat format,
    Partitioning partitioning,
    double maxBadRate,
    List<String> arguments) {

  static final double DEFAULT_MAX_BAD_RATE = 0.1;

  /**
   * @throws IllegalArgumentException if the rate is not in [0,1] or the output is blank
   */
  LabelOptions {
    if (!(maxBadRate >= 0 && maxBadRate <= 1)) {
      throw new IllegalArgumentException(
          "--max-bad-rate must be between 0 and 1, but is " + maxBadRate);
    }
    if (output.isBlank()) {
      throw new IllegalArgumentException(
          "--output must not be blank: name a folder for the result");
    }
    arguments = List.copyOf(arguments);
  }

  /** Returns whether it is decided article by article which are labelled. */
  boolean selects() {
    return incremental || deduplicate;
  }
}
