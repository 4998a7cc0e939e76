package io.longshore.engine.podman;

import java.util.function.Consumer;

/// Passes progress on until its call is over: the thread that reads may lag behind a caller who has
/// given up, and nobody wants to hear of a pull after its result.
final class ProgressGate implements Consumer<String> {
  private final Consumer<String> listener;
  private boolean open = true;
  private String last = "";

  ProgressGate(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void accept(String line) {
    if (open) {
      last = line;
      listener.accept(line);
    }
  }

  /// The last line that came; empty when there was none.
  synchronized String last() {
    return last;
  }

  synchronized void close() {
    open = false;
  }
}
