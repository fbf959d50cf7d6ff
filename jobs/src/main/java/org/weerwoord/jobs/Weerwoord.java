package org.weerwoord.jobs;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class of the jar: {@code spark-submit weerwoord-jobs.jar COMMAND OPTIONS}. */
@Command(
    name = "weerwoord",
    description = {
      "Finds accusations, denials and counter-accusations in news articles.",
      "Run one of the commands with --help for its options."
    },
    subcommands = {
      LabelCommand.class,
      ReportCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ExplainCommand.class,
      ExportAnnotationsCommand.class,
      ImportAnnotationsCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; of label also if its rows are published, but --show, --threads or --report failed",
      "1:unexpected failure",
      "2:wrong usage",
      "3:bad input, model or pretrained encoder",
      "4:output exists or does not fit"
    })
public final class Weerwoord {

  private Weerwoord() {}

  public static void main(String[] arguments) {
    int code = run(arguments);
    // A plain return is how a cluster learns of success; System.exit(0) reads as a failure on YARN.
    if (code != ExitCodes.DONE) {
      System.exit(code);
    }
  }

  /** Runs a command line and returns its exit code. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /**
   * Runs a command line in a JVM that goes on after it, such as that of a notebook, in the Spark
   * session that runs there.
   *
   * @param printed gets all that it prints, progress and errors too
   * @return the exit code, 0 if all went well
   */
  public static int run(PrintWriter printed, String... arguments) {
    return commandLine().setOut(printed).setErr(printed).execute(arguments);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Weerwoord());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(110);
    // Articles are printed, whatever the locale of a container says.
    commandLine.setOut(writer(System.out));
    commandLine.setErr(writer(System.err));
    commandLine.setParameterExceptionHandler(ExitCodes::reportUsage);
    commandLine.setExecutionExceptionHandler(ExitCodes::report);
    return commandLine;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
