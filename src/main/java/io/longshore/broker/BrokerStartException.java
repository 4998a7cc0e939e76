package io.longshore.broker;

import org.jspecify.annotations.Nullable;

/// The embedded broker could not be started.
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param message what was tried on what, and what happened
  /// @param hint what to do about it
  /// @param cause null when there is none
  public BrokerStartException(String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /// What to do about it.
  public String hint() {
    return hint;
  }
}
