package io.longshore.ledger;

import org.jspecify.annotations.Nullable;

/// Results can no longer be published by this worker, unless [#tooLarge].
public final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean fenced;
  private final boolean tooLarge;

  /// @param fenced whether another worker for the same host has taken over
  /// @param message what happened
  /// @param cause null when there is none
  public PublishException(boolean fenced, String message, @Nullable Throwable cause) {
    this(fenced, false, message, cause);
  }

  private PublishException(
      boolean fenced, boolean tooLarge, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fenced = fenced;
    this.tooLarge = tooLarge;
  }

  /// The broker takes no event of that size; it takes others.
  ///
  /// @param message what it says
  public static PublishException tooLarge(String message, Throwable cause) {
    return new PublishException(false, true, message, cause);
  }

  /// Whether another worker for the same host has taken over, so that this one must end.
  public boolean fenced() {
    return fenced;
  }

  /// Whether only this event is refused, for its size.
  public boolean tooLarge() {
    return tooLarge;
  }
}
