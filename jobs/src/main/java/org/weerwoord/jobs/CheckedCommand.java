package org.weerwoord.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: options are validated first, and only then anything starts. */
abstract class CheckedCommand implements Callable<Integer> {

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
    execute();
    return ExitCodes.DONE;
  }

  /**
   * Checks the options, before anything starts.
   *
   * @throws IllegalArgumentException if one is wrong, which ends the command with the usage exit
   *     code
   */
  abstract void validate();

  /**
   * Checks a number that an option gives.
   *
   * @throws IllegalArgumentException if it is out of the range, whose ends belong to it
   */
  static void requireBetween(String option, int least, int most, int number) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          option + " must be between " + least + " and " + most + ", but is " + number);
    }
  }

  /** Does what the command is for. */
  abstract void execute() throws Exception;

  /** Prints a line of the result. */
  final void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** Returns where what is no result is told. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Returns the arguments as they were given. */
  final List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  /** Returns whether an option was given, not left to its default. */
  final boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Returns the name of the command. */
  final String name() {
    return spec.name();
  }

  /** Returns the settings of file systems for a command that starts no Spark session. */
  static Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }
}
