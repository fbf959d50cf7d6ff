package org.weerwoord.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands share: options are validated first, and only then a Spark session starts. */
abstract class JobCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      description = "Print a stack trace also for errors in input, model or output.")
  private boolean stackTrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli sees to it
  private boolean help;

  boolean stackTraceWanted() {
    return stackTrace;
  }

  @Override
  public final Integer call() throws Exception {
    try {
      validate();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    boolean running = SparkSession.getDefaultSession().isDefined();
    SparkSession spark = session();
    Progress progress = Progress.attach(spark.sparkContext());
    try {
      run(spark);
    } finally {
      progress.detach();
      if (!running) {
        spark.stop();
      }
    }
    return ExitCodes.DONE;
  }

  /**
   * Checks the options, before anything starts.
   *
   * @throws IllegalArgumentException if one is wrong, which ends the command with the usage exit
   *     code
   */
  abstract void validate();

  abstract void run(SparkSession spark) throws Exception;

  /** Prints a line of the result. */
  final void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** Returns the arguments as they were given. */
  final List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  /** Returns whether an option was given, not left to its default. */
  final boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private SparkSession session() {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "weerwoord " + spec.name());
    conf.setIfMissing("spark.log.level", "WARN");
    // Above the number of columns, so that no plan is cut with a warning.
    conf.setIfMissing("spark.sql.debug.maxToStringFields", "200");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
