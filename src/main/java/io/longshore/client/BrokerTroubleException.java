package io.longshore.client;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The broker could not do what a person asked. Its message is one sentence: what was tried, what
/// happened, what to do.
public final class BrokerTroubleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what was tried, what happened, what to do
  /// @param cause null when there is none
  public BrokerTroubleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
