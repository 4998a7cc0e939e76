package io.longshore.worker;

import io.longshore.command.CommandId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command was told to stop while it waited.
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable CommandId canceller;

  /// @param canceller who called it off; null: the worker ends, and the next start goes on with it
  StoppedException(@Nullable CommandId canceller) {
    super(canceller == null ? "left to the next start" : "called off by " + canceller);
    this.canceller = canceller;
  }

  /// Who called it off; empty: the worker ends, and the next start goes on with it.
  Optional<CommandId> canceller() {
    return Optional.ofNullable(canceller);
  }
}
