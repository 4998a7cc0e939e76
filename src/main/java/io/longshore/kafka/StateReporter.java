package io.longshore.kafka;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells a listener about changes only: a broker that is away fails the same call again and again,
/// each time with other figures in its words.
final class StateReporter {
  private final BrokerState.Part part;
  private final Consumer<BrokerState> listener;
  private @Nullable Object kind;

  StateReporter(BrokerState.Part part, Consumer<BrokerState> listener) {
    this.part = part;
    this.listener = listener;
  }

  void well() {
    report(null, null);
  }

  /// @param sort what has to change for the trouble to be another one
  void trouble(Object sort, String words) {
    report(sort, words);
  }

  private synchronized void report(@Nullable Object now, @Nullable String words) {
    if (!Objects.equals(kind, now)) {
      kind = now;
      listener.accept(new BrokerState(part, words));
    }
  }
}
