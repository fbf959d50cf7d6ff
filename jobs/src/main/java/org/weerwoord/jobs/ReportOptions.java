package org.weerwoord.jobs;

import picocli.CommandLine.Option;

/** How much a report shows. */
final class ReportOptions {

  static final int DEFAULT_THREADS = 100;

  /** With more the page takes long to open. */
  static final int MOST_THREADS = 1_000;

  @Option(
      names = "--report-threads",
      defaultValue = "" + DEFAULT_THREADS,
      paramLabel = "N",
      description =
          "Threads in the report, each with the statements around it: those with the most answers,"
              + " from 0 to "
              + MOST_THREADS
              + ".")
  private int threads;

  int threads() {
    return threads;
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the number of threads is out of range
   */
  void validate() {
    CheckedCommand.requireBetween("--report-threads", 0, MOST_THREADS, threads);
  }
}
