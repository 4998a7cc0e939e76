package io.longshore.bench;

import io.longshore.command.Command;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.plan.PlanOptions;
import io.longshore.policy.Policy;
import io.longshore.supervisor.systemd.SystemdServiceManager;
import io.longshore.supervisor.systemd.SystemdSettings;
import io.longshore.testhost.TestHost;
import io.longshore.worker.HostFiles;
import io.longshore.worker.Worker;
import io.longshore.worker.WorkerAssembly;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/// A whole worker for a throwaway host, but for Kafka.
final class OurSide implements AutoCloseable {
  static final WorkerAssembly.Limits LIMITS =
      new WorkerAssembly.Limits(
          256, Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofDays(1));

  /// A replacement counts as soon as it was seen to run, so that work is measured and not waiting.
  static final PlanOptions WITHOUT_SETTLING = PlanOptions.DEFAULT.settling(Duration.ZERO);

  private final DirectLog log = new DirectLog();
  private final PodmanEngine engine;
  private final SystemdServiceManager services;
  private final Worker worker;
  private final CompletableFuture<Void> running;

  /// As it is shipped.
  OurSide(TestHost host) {
    this(host, PlanOptions.DEFAULT);
  }

  OurSide(TestHost host, PlanOptions options) {
    this(host, options, host.podmanSocket(), host.dbusSocket());
  }

  /// By other ways to the host's sockets.
  OurSide(TestHost host, PlanOptions options, Path podmanSocket, Path busSocket) {
    engine = new PodmanEngine(PodmanSettings.of(podmanSocket));
    services =
        new SystemdServiceManager(
            new SystemdSettings(
                "unix:path=" + busSocket,
                host.root().resolve("etc/systemd/system"),
                Duration.ofSeconds(25),
                Duration.ofSeconds(90),
                host.commandPrefix()));
    services.connect();
    worker =
        WorkerAssembly.worker(
            new WorkerAssembly.Host(engine, services, new HostFiles(host.root())),
            new WorkerAssembly.Log(
                log, log, log, new Ledger(Duration.ofDays(1)), OffsetTracker.startingAt(0)),
            Policy.ALLOW_ALL,
            options,
            LIMITS,
            InstantSource.system());
    running =
        CompletableFuture.runAsync(() -> worker.run(() -> {}), Thread.ofPlatform().daemon()::start);
  }

  /// Carries out a command, which has to succeed and to change something or not.
  ///
  /// @return the nanoseconds to its result
  long take(Command command, boolean changing) {
    long begun = System.nanoTime();
    Event.Finished result = log.ask(command).join();
    long taken = System.nanoTime() - begun;
    if (result.outcome() != Outcome.SUCCEEDED || result.report().changed() != changing) {
      throw new IllegalStateException("not as measured: " + result);
    }
    return taken;
  }

  @Override
  public void close() {
    worker.stop();
    running.join();
    services.close();
    engine.close();
  }
}
