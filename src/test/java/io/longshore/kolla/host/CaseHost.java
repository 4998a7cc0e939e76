package io.longshore.kolla.host;

import io.longshore.command.Command;
import io.longshore.command.HostName;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.UnitName;
import io.longshore.plan.UnitText;
import io.longshore.policy.Policy;
import io.longshore.supervisor.FakeServiceManager;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.RawMessage;
import io.longshore.worker.HostFiles;
import io.longshore.worker.InMemoryLog;
import io.longshore.worker.Worker;
import io.longshore.worker.WorkerAssembly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// A worker as it runs on a host, on a [PretendPodman] and a systemd in memory whose units start
/// and stop the containers.
public final class CaseHost implements AutoCloseable {
  private static final HostName HOST = new HostName("host");
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final CommandDecoder DECODER = new CommandDecoder(HOST);

  private final Path root = temporaryDirectory();
  private final CallTrace trace = new CallTrace();
  private final PretendPodman podman = new PretendPodman(trace);
  private final LibpodServer server = new LibpodServer(root.resolve("s"), podman::answer);
  private final PodmanEngine engine =
      new PodmanEngine(PodmanSettings.of(root.resolve("s")).withLeastFree(0));
  private final FakeServiceManager services = new FakeServiceManager();
  private final InMemoryLog log = new InMemoryLog();
  private final Ledger ledger = new Ledger(WINDOW);
  private final Worker worker;
  private final Thread thread;

  public CaseHost() {
    services.onCall(this::traceService);
    worker =
        WorkerAssembly.worker(
            new WorkerAssembly.Host(engine, services, new HostFiles(root)),
            new WorkerAssembly.Log(log, log, log, ledger, OffsetTracker.startingAt(0)),
            Policy.ALLOW_ALL,
            PlanOptions.DEFAULT.settling(Duration.ZERO),
            new WorkerAssembly.Limits(8, Duration.ofSeconds(20), Duration.ofSeconds(2), WINDOW),
            InstantSource.system());
    thread = Thread.ofPlatform().start(() -> worker.run(() -> {}));
  }

  private void traceService(String call) {
    String unit = call.substring(call.indexOf(' ') + 1);
    switch (call.substring(0, call.indexOf(' '))) {
      case "start" -> trace.add(true, "StartUnit", unit);
      case "stop" -> trace.add(true, "StopUnit", unit);
      case "restart" -> trace.add(true, "RestartUnit", unit);
      case "install" -> {
        trace.add(false, "unit-write", unit);
        trace.add(false, "EnableUnitFiles", unit);
        trace.add(false, "Reload", unit);
      }
      case "uninstall" -> {
        trace.add(false, "DisableUnitFiles", unit);
        trace.add(false, "unit-delete", unit);
        trace.add(false, "Reload", unit);
        trace.add(false, "ResetFailedUnit", unit);
      }
      case "reset-failed" -> trace.add(false, "ResetFailedUnit", unit);
      default -> throw new AssertionError("no name is known for " + call);
    }
  }

  PretendPodman podman() {
    return podman;
  }

  PodmanEngine engine() {
    return engine;
  }

  FakeServiceManager services() {
    return services;
  }

  InMemoryLog log() {
    return log;
  }

  Ledger ledger() {
    return ledger;
  }

  CallTrace trace() {
    return trace;
  }

  /// The host's files.
  Path root() {
    return root;
  }

  static UnitName unit(String container) {
    return new UnitName("kolla-" + container + "-container.service");
  }

  /// The container of a unit.
  static String container(UnitName unit) {
    return unit.text().replaceAll("^kolla-|-container\\.service$", "");
  }

  /// The text that the unit of a command's container has now; of one without a specification, the
  /// text for its name alone.
  String unitText(ObjectNode parameters) {
    ObjectNode complete = parameters.deepCopy();
    if (!complete.has("image")) {
      complete.put("image", "registry.example:5000/kolla/case:1");
    }
    complete.remove("ignore_missing");
    if (read("unit", "compare_container", complete) instanceof Reading.Understood understood
        && understood.envelope().command() instanceof Command.WithSpec command) {
      return UnitText.of(command.name(), command.spec().lifecycle());
    }
    throw new AssertionError("no unit can be made of " + parameters);
  }

  /// Reads a command as from the topic.
  static Reading read(String id, String action, ObjectNode parameters) {
    ObjectNode message =
        parameters.objectNode().put("id", id).put("host", HOST.text()).put("action", action);
    message.set("parameters", parameters);
    byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
    return DECODER.decode(
        new RawMessage("longshore.commands.host", 0, 0, Instant.EPOCH, bytes, Map.of()));
  }

  /// Sends a command and waits until it is answered and nothing of it is left to be done.
  ///
  /// @return its result, or the answer to a repeat
  Event carryOut(Reading reading) {
    int before = log.events().size();
    log.send(reading, Instant.now());
    Event answer =
        log.await(event ->
            log.events().indexOf(event) >= before
                && (event instanceof Event.Finished
                    || event instanceof Event.Duplicate
                    || event instanceof Event.Conflict));
    awaitIdle();
    return answer;
  }

  private void awaitIdle() {
    try {
      if (!worker.drain(Duration.ofSeconds(10))) {
        throw new AssertionError("the worker does not come to rest");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("ls");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    worker.stop();
    awaitIdle();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    engine.close();
    server.close();
    delete(root);
  }

  static void delete(Path directory) {
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
