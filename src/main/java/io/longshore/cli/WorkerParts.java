package io.longshore.cli;

import io.longshore.config.WorkerConfig;
import io.longshore.engine.ContainerEngine;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.kafka.BrokerState;
import io.longshore.kafka.KafkaConnection;
import io.longshore.policy.Policy;
import io.longshore.supervisor.ServiceManager;
import io.longshore.watch.Traffic;
import io.longshore.wire.CommandDecoder;
import io.longshore.worker.HostFiles;
import io.longshore.worker.Worker;
import io.longshore.worker.WorkerAssembly;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Puts a worker together from its adapters, as its configuration says.
public final class WorkerParts {
  private WorkerParts() {}

  /// The container engine, which is first spoken with when something is asked of it.
  public static PodmanEngine engine(WorkerConfig config) {
    return new PodmanEngine(WorkerSettings.podman(config));
  }

  /// The host's topics; returns once Kafka serves them. Interrupting the thread ends the wait.
  ///
  /// @param changes is told when a part of Kafka begins or ceases to serve
  /// @throws io.longshore.kafka.BrokerException when waiting cannot help
  public static KafkaConnection kafka(WorkerConfig config, Consumer<BrokerState> changes) {
    return KafkaConnection.open(
        WorkerSettings.kafka(config), MessageCodec.of(decoder(config)), changes);
  }

  private static CommandDecoder decoder(WorkerConfig config) {
    CommandDecoder decoder = new CommandDecoder(config.host(), config.limits().maxCommandBytes());
    return config.actions().prefixAuthRegistry() ? decoder : decoder.ignoringAuthRegistry();
  }

  /// Where commands come from and results go.
  static WorkerAssembly.Log log(WorkerConfig config, KafkaConnection kafka, Traffic traffic) {
    return new WorkerAssembly.Log(
        traffic.watching(kafka.source()),
        traffic.watching(kafka.publisher()),
        kafka.firstResults(),
        kafka.ledger(),
        kafka.offsets(),
        kafka.past(config.host()));
  }

  /// A worker that is ready to run. Its parts stay the caller's to close.
  ///
  /// @param traffic sees what comes and goes
  public static Worker worker(
      WorkerConfig config,
      ContainerEngine engine,
      ServiceManager services,
      KafkaConnection kafka,
      Traffic traffic) {
    return worker(config, engine, services, log(config, kafka, traffic));
  }

  /// The same, with a log of the caller's.
  static Worker worker(
      WorkerConfig config,
      ContainerEngine engine,
      ServiceManager services,
      WorkerAssembly.Log log) {
    return WorkerAssembly.worker(
        new WorkerAssembly.Host(engine, services, new HostFiles(config.hostRoot())),
        log,
        Policy.ALLOW_ALL,
        config.planOptions(),
        WorkerSettings.limits(config),
        InstantSource.system());
  }
}
