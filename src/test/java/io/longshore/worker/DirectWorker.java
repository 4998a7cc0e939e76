package io.longshore.worker;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.generated.GeneratedCommand;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.plan.ActualState;
import io.longshore.plan.ConfigCheck;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.UnitName;
import io.longshore.policy.Policy;
import io.longshore.supervisor.systemd.SystemdServiceManager;
import io.longshore.supervisor.systemd.SystemdSettings;
import io.longshore.testhost.TestHost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/// A worker of this JVM with a throwaway host's real Podman and systemd, whose topics are in
/// memory: for many commands at once.
final class DirectWorker implements AutoCloseable {
  /// As the defaults, but for images without a program that checks their configuration.
  static final PlanOptions OPTIONS =
      new PlanOptions(
          PlanOptions.Supervisor.SYSTEMD,
          true,
          true,
          true,
          true,
          List.of("/"),
          Duration.ZERO,
          new PlanOptions.Replacing(true, true, Duration.ZERO));

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final WorkerAssembly.Limits LIMITS =
      new WorkerAssembly.Limits(
          256, Duration.ofMinutes(1), Duration.ofMinutes(3), Duration.ofDays(1));

  private final InMemoryLog log = new InMemoryLog();
  private final Map<CommandId, CompletableFuture<Event.Finished>> answers =
      new ConcurrentHashMap<>();
  private final Map<ImageReference, ObservedImage> images = new ConcurrentHashMap<>();
  private final PodmanEngine engine;
  private final SystemdServiceManager services;
  private final HostFiles files;
  private final Worker worker;
  private final Thread running;

  DirectWorker(TestHost host) {
    engine = new PodmanEngine(PodmanSettings.of(host.podmanSocket()));
    files = new HostFiles(host.root());
    services =
        new SystemdServiceManager(
            new SystemdSettings(
                "unix:path=" + host.dbusSocket(),
                host.root().resolve("etc/systemd/system"),
                SystemdSettings.DEFAULT.callLimit(),
                SystemdSettings.DEFAULT.reloadLimit(),
                host.commandPrefix()));
    services.connect();
    log.onPublish(this::published);
    worker =
        WorkerAssembly.worker(
            new WorkerAssembly.Host(engine, services, files),
            new WorkerAssembly.Log(
                log, log, log, new Ledger(LIMITS.dedupeWindow()), OffsetTracker.startingAt(0)),
            Policy.ALLOW_ALL,
            OPTIONS,
            LIMITS,
            InstantSource.system());
    running = Thread.ofPlatform().daemon().name("worker-" + host).start(() -> worker.run(() -> {}));
  }

  private void published(Event event) {
    CompletableFuture<Event.Finished> answer = answers.get(event.header().commandId());
    if (event instanceof Event.Finished finished && answer != null) {
      answer.complete(finished);
    }
  }

  /// Sends a command as it comes from a topic, and waits for its result. Many threads may at once.
  Event.Finished ask(Action action, ObjectNode parameters, boolean checkMode) {
    Reading reading = GeneratedCommand.read(action, parameters, checkMode);
    if (!(reading instanceof Reading.Understood understood)) {
      throw new AssertionError("refused: " + reading);
    }
    CommandId id = understood.envelope().id();
    CompletableFuture<Event.Finished> answer = new CompletableFuture<>();
    answers.put(id, answer);
    log.send(reading, Instant.now());
    try {
      return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } finally {
      answers.remove(id);
    }
  }

  /// The container of that name; there must be one.
  ObservedContainer container(ContainerName name) {
    return engine.containers().find(name).orElseThrow();
  }

  /// What a comparison with that specification looks at, had the container's own check found
  /// nothing.
  ActualState observe(ContainerSpec spec) {
    return new ActualState(
        container(spec.name()),
        image(spec.image()),
        null,
        services.find(UnitName.of(spec.name())).orElse(null),
        new ConfigCheck(0, ""),
        files.timeZone());
  }

  /// A local image, as it was when first asked for.
  ObservedImage image(ImageReference reference) {
    return images.computeIfAbsent(reference, name -> engine.images().find(name).orElseThrow());
  }

  String timeZone() {
    return files.timeZone();
  }

  @Override
  public void close() {
    worker.stop();
    try {
      running.join(PATIENCE);
      worker.drain(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    engine.close();
    services.close();
  }
}
