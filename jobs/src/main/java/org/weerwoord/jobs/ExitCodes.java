package org.weerwoord.jobs;

import java.io.PrintWriter;
import org.weerwoord.classifiers.ModelException;
import org.weerwoord.encoder.EncoderException;
import org.weerwoord.jobs.input.InputException;
import org.weerwoord.jobs.output.OutputConflictException;
import org.weerwoord.jobs.output.OutputExistsException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the exit code of a command says. */
final class ExitCodes {

  static final int DONE = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int OUTPUT_EXISTS = 4;

  private ExitCodes() {}

  /** Prints what is wrong with the arguments, in one line, and where they are described. */
  static int reportUsage(ParameterException exception, String[] arguments) {
    CommandLine commandLine = exception.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("weerwoord: " + exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("(" + commandLine.getCommandSpec().qualifiedName() + " --help shows the options)");
    err.flush();
    return USAGE;
  }

  /** Prints why a command failed: a line for what its user can mend, a stack trace for the rest. */
  static int report(Exception exception, CommandLine commandLine, ParseResult parsed) {
    int code = of(known(exception));
    PrintWriter err = commandLine.getErr();
    boolean wanted =
        commandLine.getCommand() instanceof CheckedCommand command && command.stackTraceWanted();
    err.println("weerwoord: " + reason(exception));
    if (code == FAILURE || wanted) {
      exception.printStackTrace(err);
    } else {
      err.println("(exit " + code + "; --stacktrace shows where)");
    }
    err.flush();
    return code;
  }

  /** Returns why something failed, in one line where its user can mend it. */
  static String reason(Exception exception) {
    Throwable known = known(exception);
    return known.getMessage() + (of(known) == FAILURE ? rootCause(known) : "");
  }

  /** Returns the first cause that has an exit code of its own, which Spark may have wrapped. */
  private static Throwable known(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (of(cause) != FAILURE) {
        return cause;
      }
    }
    return thrown;
  }

  /** Returns what Spark's message of a failed task leaves out, such as that the disk is full. */
  private static String rootCause(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == thrown ? "" : " Cause: " + root.getMessage();
  }

  private static int of(Throwable thrown) {
    if (thrown instanceof InputException
        || thrown instanceof ModelException
        || thrown instanceof EncoderException
        || thrown instanceof BadInputException) {
      return BAD_INPUT;
    }
    return thrown instanceof OutputExistsException
            || thrown instanceof OutputConflictException
            || thrown instanceof FolderExistsException
        ? OUTPUT_EXISTS
        : FAILURE;
  }
}
