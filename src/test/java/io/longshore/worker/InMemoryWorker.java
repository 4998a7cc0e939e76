package io.longshore.worker;

import io.longshore.emulator.FakeContainerEngine;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.plan.PlanOptions;
import io.longshore.policy.Policy;
import io.longshore.supervisor.FakeServiceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A worker between topics in memory and an engine in memory.
final class InMemoryWorker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Worker worker;
  private final Thread running;

  private InMemoryWorker(Worker worker) {
    this.worker = worker;
    this.running = Thread.ofPlatform().start(() -> worker.run(() -> {}));
  }

  static InMemoryWorker start(InMemoryLog log, FakeContainerEngine engine, Ledger ledger) {
    return start(log, engine, ledger, InstantSource.system(), Duration.ofDays(1));
  }

  /// @param window how long an answered command is remembered, by that clock too
  static InMemoryWorker start(
      InMemoryLog log,
      FakeContainerEngine engine,
      Ledger ledger,
      InstantSource clock,
      Duration window) {
    return new InMemoryWorker(
        WorkerAssembly.worker(
            new WorkerAssembly.Host(
                engine, new FakeServiceManager(), new HostFiles(Path.of("/nowhere"))),
            new WorkerAssembly.Log(log, log, log, ledger, OffsetTracker.startingAt(0)),
            Policy.ALLOW_ALL,
            PlanOptions.DEFAULT,
            new WorkerAssembly.Limits(64, Duration.ofMinutes(1), Duration.ofSeconds(20), window),
            clock));
  }

  @Override
  public void close() {
    worker.stop();
    try {
      running.join(PATIENCE);
      worker.drain(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
