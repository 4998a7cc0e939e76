package io.longshore.worker;

import io.longshore.command.Command;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;

/// Tells the end of a process with a code other than 0, in the reference's words.
final class BadExit {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private BadExit() {}

  /// @param command the command that ran the process
  /// @param exitCode not 0
  static Failure failure(Command command, int exitCode) {
    String ending = " exited with non-zero return code " + exitCode;
    return command instanceof Command.Exec exec
        ? failed(exec.program().name() + ending + meaning(exitCode))
        : failed("Container" + ending);
  }

  /// The engine itself gives these codes, as shells do; programs may, too.
  private static String meaning(int exitCode) {
    return switch (exitCode) {
      case NOT_EXECUTABLE -> ": as a rule it cannot be executed there";
      case NOT_FOUND -> ": as a rule there is no such program or directory in the container";
      default -> "";
    };
  }

  private static Failure failed(String message) {
    return Failure.of(
        FailureKind.NON_ZERO_EXIT, message, "Read its stdout and stderr in this result.");
  }
}
