package io.longshore.worker;

import io.longshore.availability.Availability;
import io.longshore.broker.EmbeddedBroker;
import io.longshore.cli.WorkerParts;
import io.longshore.command.HostName;
import io.longshore.config.ClientProperties;
import io.longshore.config.KafkaSettings;
import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.kafka.KafkaConnection;
import io.longshore.supervisor.AbsentServiceManager;
import io.longshore.supervisor.ServiceManager;
import io.longshore.supervisor.systemd.SystemdServiceManager;
import io.longshore.supervisor.systemd.SystemdSettings;
import io.longshore.testhost.TestHost;
import io.longshore.watch.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A worker of this JVM for a throwaway host, of the same parts as a worker's process.
final class RunningWorker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Traffic traffic = new Traffic(InstantSource.system(), _ -> {});
  private final PodmanEngine engine;
  private final ServiceManager services;
  private final KafkaConnection kafka;
  private final Worker worker;
  private final Thread running;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

  private RunningWorker(WorkerConfig config, List<String> journalPrefix) {
    engine = WorkerParts.engine(config);
    services = services(config.supervisor(), journalPrefix);
    kafka = WorkerParts.kafka(config, _ -> {});
    worker = WorkerParts.worker(config, engine, services, kafka, traffic);
    running = Thread.ofPlatform().daemon().name("worker-" + config.host()).start(this::run);
  }

  /// Starts a worker, and returns once it takes commands.
  static RunningWorker start(WorkerConfig config, TestHost host) {
    return new RunningWorker(config, host.commandPrefix());
  }

  /// A worker's configuration for a throwaway host, with all else as it comes.
  ///
  /// @param name the host's in topic names
  static WorkerConfig config(EmbeddedBroker broker, String name, TestHost host) {
    return config(broker.bootstrapServers(), name, host);
  }

  /// The same with the broker's address.
  static WorkerConfig config(String bootstrap, String name, TestHost host) {
    return config(bootstrap, name, host, systemd(host, host.dbusSocket()));
  }

  static WorkerConfig config(
      EmbeddedBroker broker, String name, TestHost host, SupervisorSettings supervisor) {
    return config(broker.bootstrapServers(), name, host, supervisor);
  }

  private static WorkerConfig config(
      String bootstrap, String name, TestHost host, SupervisorSettings supervisor) {
    HostName hostName = new HostName(name);
    List<String> brokers = List.of(bootstrap.split(","));
    KafkaSettings kafka =
        new KafkaSettings(brokers, ClientProperties.NONE, true, brokers.size(), Duration.ofDays(7));
    WorkerConfig plain = WorkerConfig.of(hostName, kafka);
    WorkerConfig here =
        new WorkerConfig(
            hostName,
            plain.kafka(),
            plain.engine(),
            plain.registries(),
            supervisor,
            host.root(),
            plain.lanes(),
            plain.limits(),
            plain.actions(),
            plain.shutdown(),
            plain.status(),
            plain.log());
    return withEngine(here, host.podmanSocket(), plain.engine().callLimit());
  }

  /// The same with another way to the engine, and another limit for its calls.
  static WorkerConfig withEngine(WorkerConfig config, Path socket, Duration callLimit) {
    return new WorkerConfig(
        config.host(),
        config.kafka(),
        new WorkerConfig.Engine(
            socket,
            callLimit,
            config.engine().pullLimit(),
            config.engine().outageLimit(),
            config.engine().removeAnonymousVolumes()),
        config.registries(),
        config.supervisor(),
        config.hostRoot(),
        config.lanes(),
        config.limits(),
        config.actions(),
        config.shutdown(),
        config.status(),
        config.log());
  }

  static SupervisorSettings.Systemd systemd(TestHost host, Path bus) {
    return new SupervisorSettings.Systemd(
        "unix:path=" + bus,
        host.root().resolve("etc/systemd/system"),
        SupervisorSettings.Systemd.DEFAULT.callLimit(),
        SupervisorSettings.Systemd.DEFAULT.reloadLimit());
  }

  /// As a worker's process makes it, but reading the journal of the throwaway host.
  private static ServiceManager services(
      SupervisorSettings supervisor, List<String> journalPrefix) {
    return switch (supervisor) {
      case SupervisorSettings.Engine _ -> new AbsentServiceManager();
      case SupervisorSettings.Systemd systemd -> {
        SystemdServiceManager services =
            new SystemdServiceManager(
                new SystemdSettings(
                    systemd.bus(),
                    systemd.unitDirectory(),
                    systemd.callLimit(),
                    systemd.reloadLimit(),
                    journalPrefix));
        services.connect();
        yield services;
      }
    };
  }

  private void run() {
    try {
      worker.run(() -> {});
      ended.complete(null);
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  /// What the worker knows of the engine's outages.
  Availability engineAvailability() {
    return engine.availability();
  }

  /// What the worker knows of systemd's outages; there must be a systemd.
  Availability supervisorAvailability() {
    return services.availability().orElseThrow();
  }

  /// Why the worker ended by itself; waits for that.
  Throwable awaitFailure() throws InterruptedException, TimeoutException {
    try {
      ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("the worker ended without a failure");
    } catch (ExecutionException e) {
      return e.getCause();
    }
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
    kafka.close();
    engine.close();
    services.close();
  }
}
