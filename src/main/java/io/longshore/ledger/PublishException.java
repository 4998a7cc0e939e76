package io.longshore.ledger;

import org.jspecify.annotations.Nullable;

/// Results can no longer be published by this worker.
public final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean fenced;

  /// @param fenced whether another worker for the same host has taken over
  /// @param message what happened
  /// @param cause null when there is none
  public PublishException(boolean fenced, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fenced = fenced;
  }

  /// Whether another worker for the same host has taken over, so that this one must end.
  public boolean fenced() {
    return fenced;
  }
}
