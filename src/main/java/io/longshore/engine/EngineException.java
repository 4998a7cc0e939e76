package io.longshore.engine;

import io.longshore.event.FailureKind;
import org.jspecify.annotations.Nullable;

/// The engine could not do what was asked.
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String hint;
  private final @Nullable String engineWords;
  private final boolean callRefused;

  /// @param kind the sort of failure
  /// @param message what was tried on what, and what happened
  /// @param hint what an operator can do about it
  /// @param engineWords the engine's own words; null when it said nothing
  /// @param cause null when the engine itself answered
  public EngineException(
      FailureKind kind,
      String message,
      String hint,
      @Nullable String engineWords,
      @Nullable Throwable cause) {
    this(kind, message, hint, engineWords, cause, false);
  }

  /// @param callRefused as [#callRefused]
  public EngineException(
      FailureKind kind,
      String message,
      String hint,
      @Nullable String engineWords,
      @Nullable Throwable cause,
      boolean callRefused) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
    this.engineWords = engineWords;
    this.callRefused = callRefused;
  }

  /// The sort of failure.
  public FailureKind kind() {
    return kind;
  }

  /// What an operator can do about it.
  public String hint() {
    return hint;
  }

  /// The engine's own words; null when it said nothing.
  public @Nullable String engineWords() {
    return engineWords;
  }

  /// Whether the engine answered that the call itself is a mistake, so that the same call will be
  /// answered the same.
  public boolean callRefused() {
    return callRefused;
  }
}
