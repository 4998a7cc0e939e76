package io.longshore.supervisor;

import io.longshore.event.FailureKind;
import org.jspecify.annotations.Nullable;

/// systemd could not do what was asked.
public final class SupervisorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String hint;
  private final @Nullable String supervisorWords;

  /// @param kind [FailureKind#SUPERVISOR], [FailureKind#SUPERVISOR_UNAVAILABLE] or
  ///   [FailureKind#DISK_FULL]
  /// @param message what was tried on what, and what happened
  /// @param hint what an operator can do about it
  /// @param supervisorWords systemd's own words; null when it said nothing
  /// @param cause null when systemd itself answered
  public SupervisorException(
      FailureKind kind,
      String message,
      String hint,
      @Nullable String supervisorWords,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
    this.supervisorWords = supervisorWords;
  }

  /// The sort of failure.
  public FailureKind kind() {
    return kind;
  }

  /// What an operator can do about it.
  public String hint() {
    return hint;
  }

  /// systemd's own words; null when it said nothing.
  public @Nullable String supervisorWords() {
    return supervisorWords;
  }
}
