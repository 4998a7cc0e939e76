package io.longshore.worker;

import io.longshore.cli.WorkerParts;
import io.longshore.command.HostName;
import io.longshore.config.ClientProperties;
import io.longshore.config.KafkaSettings;
import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.kafka.KafkaConnection;
import io.longshore.supervisor.AbsentServiceManager;
import io.longshore.watch.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A worker of this JVM with real topics and an engine in memory, for a host without systemd.
final class FakeEnginedWorker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FakeContainerEngine engine = new FakeContainerEngine(InstantSource.system());
  private final KafkaConnection kafka;
  private final Worker worker;
  private final Thread running;

  /// Starts it, and returns once its topics are there.
  FakeEnginedWorker(String bootstrap, HostName host) {
    WorkerConfig config = config(bootstrap, host);
    kafka = WorkerParts.kafka(config, _ -> {});
    worker =
        WorkerParts.worker(
            config,
            engine,
            new AbsentServiceManager(),
            kafka,
            new Traffic(InstantSource.system(), _ -> {}));
    running = Thread.ofPlatform().daemon().name("worker-" + host).start(() -> worker.run(() -> {}));
  }

  private static WorkerConfig config(String bootstrap, HostName host) {
    KafkaSettings kafka =
        new KafkaSettings(List.of(bootstrap), ClientProperties.NONE, true, 1, Duration.ofDays(7));
    WorkerConfig plain = WorkerConfig.of(host, kafka);
    return new WorkerConfig(
        host,
        kafka,
        plain.engine(),
        plain.registries(),
        new SupervisorSettings.Engine(),
        plain.hostRoot(),
        plain.lanes(),
        plain.limits(),
        plain.actions(),
        plain.shutdown(),
        plain.status(),
        plain.log());
  }

  FakeContainerEngine engine() {
    return engine;
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
  }
}
