package io.longshore.cli;

import io.longshore.broker.BrokerStartException;
import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerTroubleException;
import io.longshore.kafka.BrokerException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Errors as a person sees them: one line on standard error and an exit code, and a stack trace
/// only with `--debug`.
final class ErrorLines {
  private ErrorLines() {}

  /// The command line is wrong.
  static int ofParameters(ParameterException error, String[] words) {
    CommandLine command = error.getCommandLine();
    String verb = command.getCommandSpec().qualifiedName();
    String hint = suggestion(error) + " (see " + verb + " --help)";
    tell(
        command,
        firstLine(String.valueOf(error.getMessage())) + hint,
        error,
        Arrays.asList(words).contains("--debug"));
    return ExitCode.USAGE.number();
  }

  /// The command failed.
  static int ofExecution(Exception error, CommandLine command, ParseResult parsed) {
    boolean debug = LongshoreCommand.of(command.getCommandSpec()).debug();
    return switch (error) {
      case RolloutFile.InvalidException invalid -> ofPlan(command, invalid);
      case CliException told -> tell(command, told.getMessage(), told, debug, told.exitCode());
      case BrokerTroubleException trouble ->
          tell(command, BrokerHints.told(trouble), trouble, debug, ExitCode.UNAVAILABLE);
      case BrokerException trouble ->
          tell(
              command,
              trouble.getMessage() + ". " + trouble.hint(),
              trouble,
              debug,
              ExitCode.UNAVAILABLE);
      case BrokerStartException trouble ->
          tell(
              command,
              trouble.getMessage() + ". " + trouble.hint(),
              trouble,
              debug,
              ExitCode.UNAVAILABLE);
      default ->
          tell(
              command,
              "a fault in Longshore itself (--debug shows where): " + error,
              error,
              debug,
              ExitCode.FAULT);
    };
  }

  /// One line for each fault.
  private static int ofPlan(CommandLine command, RolloutFile.InvalidException invalid) {
    invalid
        .faults()
        .forEach(
            fault -> command.getErr().println("longshore: " + TerminalText.line(fault.toString())));
    command.getErr().flush();
    return ExitCode.REJECTED.number();
  }

  private static int tell(
      CommandLine command, String line, Exception error, boolean debug, ExitCode code) {
    tell(command, line, error, debug);
    return code.number();
  }

  private static void tell(CommandLine command, String line, Exception error, boolean debug) {
    command.getErr().println("longshore: " + TerminalText.line(line));
    if (debug) {
      error.printStackTrace(command.getErr());
    }
    command.getErr().flush();
  }

  private static String suggestion(ParameterException error) {
    List<String> near =
        error instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("the command line is wrong");
  }
}
