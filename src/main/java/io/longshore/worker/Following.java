package io.longshore.worker;

import io.longshore.command.ContainerName;
import io.longshore.engine.Containers;
import io.longshore.engine.Containers.OutputSink;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.time.Duration;

/// Tells what a container's process writes, until this is closed. It goes on beside the command,
/// which goes on whatever goes wrong with it.
final class Following implements AutoCloseable {
  /// Before an engine that went away is asked again.
  private static final Duration REST = Duration.ofSeconds(1);

  private final LiveOutput live;
  private final Thread taking;
  private final Thread telling;

  /// @param limit how long it may go on at the most
  Following(Containers containers, ContainerName name, Duration limit, LiveOutput live) {
    this.live = live;
    OutputSink sink = live.read();
    this.taking = Thread.startVirtualThread(() -> take(containers, name, limit, sink));
    this.telling = Thread.startVirtualThread(live::tell);
  }

  /// Podman's service may be restarted under a container, which does not notice; then its output is
  /// read again.
  private void take(Containers containers, ContainerName name, Duration limit, OutputSink sink) {
    try {
      containers.follow(name, sink, limit);
    } catch (EngineException failure) {
      if (failure.kind() == FailureKind.ENGINE_UNAVAILABLE && hasRested()) {
        take(containers, name, limit, live.read());
      }
    }
  }

  private static boolean hasRested() {
    try {
      Thread.sleep(REST);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Tells the last that was taken; nothing is told after this.
  @Override
  public void close() {
    live.close();
    taking.interrupt();
    telling.interrupt();
  }
}
