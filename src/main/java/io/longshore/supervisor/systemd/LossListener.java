package io.longshore.supervisor.systemd;

import java.util.concurrent.CompletableFuture;

/// What is to happen once a connection is lost, unless nobody waits for it any more. A connection
/// lives as long as its worker, so that each listener has to be taken away from it again: a future
/// forgets what depends on it only when it is done, or when what depends also on another has ended
/// by that.
final class LossListener implements AutoCloseable {
  private final CompletableFuture<String> closed = new CompletableFuture<>();

  private LossListener() {}

  /// Runs the action, on any thread, when the connection is lost before the result is closed.
  static LossListener on(CompletableFuture<String> loss, Runnable action) {
    LossListener listener = new LossListener();
    CompletableFuture<Void> _ =
        CompletableFuture.anyOf(loss, listener.closed)
            .thenRun(() -> {
              if (!listener.closed.isDone()) {
                action.run();
              }
            });
    return listener;
  }

  @Override
  public void close() {
    closed.complete("");
  }
}
