package io.longshore.watch;

/// Where a worker says how it is. It must cost no command anything: a status that cannot be sent is
/// dropped, and the next one follows.
public interface StatusTopic extends AutoCloseable {
  /// Sends a status; returns soon, at the latest after some seconds. Called by one thread.
  void send(WorkerStatus status);

  /// Waits some seconds for what was sent to arrive, then closes.
  @Override
  void close();
}
