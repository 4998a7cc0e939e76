package io.longshore.cli.rollout;

import java.util.Objects;

/// Somebody else leads the rollout from now on; nothing of what was decided last has happened.
public final class LostLeadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message who leads what
  /// @param cause what the broker said
  public LostLeadException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
