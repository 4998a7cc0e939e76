package io.longshore.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Ends a command with one line on standard error and an exit code.
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /// @param exitCode how the process ends
  /// @param message what was tried, what happened, what to do; without a full stop or a line break
  public CliException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  /// @param exitCode how the process ends
  /// @param message what was tried, what happened, what to do; without a full stop or a line break
  /// @param cause shown with `--debug` only; null when there is none
  public CliException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// How the process ends.
  public ExitCode exitCode() {
    return exitCode;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
