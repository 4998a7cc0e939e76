package io.longshore.cli;

import io.longshore.client.BrokerAccess;
import io.longshore.command.HostName;
import io.longshore.emulator.Behaviour;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.kafka.KafkaConnection;
import io.longshore.kafka.KafkaSettings;
import io.longshore.kafka.Retention;
import io.longshore.plan.PlanOptions;
import io.longshore.policy.Policy;
import io.longshore.supervisor.AbsentServiceManager;
import io.longshore.supervisor.ServiceManager;
import io.longshore.wire.CommandDecoder;
import io.longshore.worker.HostFiles;
import io.longshore.worker.Worker;
import io.longshore.worker.WorkerAssembly;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/// A worker of this process with an engine in memory: everything else is as on a real host.
final class EmulatedHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int STACK = 256 * 1024;

  /// What thousands of clients in one process must not do each. A transactional producer that waits
  /// for an answer looks for it every 5 ms, as workers have it: so many that look keep all
  /// processors from answering. One that has nothing to do asks for commands twice a second. Those
  /// who give up an answer that is late, and ask again, make the next ones later. And connections
  /// that say nothing use up descriptors; longer than a fetch waits they must live.
  private static final Map<String, String> MANY =
      Map.of(
          ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
          "100",
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          "15000",
          CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
          "60000",
          CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
          "60000",
          ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
          "20000");

  /// Between two looks at what has expired. Five a second, as workers make them, are 25,000 of five
  /// thousand hosts.
  private static final Duration ROUND = Duration.ofSeconds(5);

  private static final Path NO_FILES = Path.of("/nowhere");

  /// Nothing is looked for or made on this machine.
  private static final PlanOptions OPTIONS =
      new PlanOptions(
          PlanOptions.Supervisor.ENGINE,
          true,
          true,
          true,
          true,
          List.of(),
          Duration.ZERO,
          new PlanOptions.Replacing(true, true, Duration.ZERO));

  private static final WorkerAssembly.Limits LIMITS =
      new WorkerAssembly.Limits(
          16, Duration.ofMinutes(5), Duration.ofMinutes(1), Retention.DEFAULT.dedupeWindow());

  private final FakeContainerEngine engine = new FakeContainerEngine(InstantSource.system());
  private final ServiceManager services = new AbsentServiceManager();
  private final KafkaConnection kafka;
  private final Worker worker;
  private final Thread running;

  private EmulatedHost(KafkaConnection kafka, HostName host, Behaviour behaviour) {
    this.kafka = kafka;
    behaviour.of(engine, host.text());
    this.worker =
        WorkerAssembly.worker(
            new WorkerAssembly.Host(engine, services, new HostFiles(NO_FILES)),
            log(kafka, host),
            Policy.ALLOW_ALL,
            OPTIONS,
            LIMITS,
            InstantSource.system());
    this.running =
        Thread.ofPlatform()
            .daemon()
            .name("worker-" + host)
            .stackSize(STACK)
            .start(() -> worker.run(ROUND, () -> {}));
  }

  /// Starts a worker, and returns once it takes commands. Its topics are made when they are
  /// missing.
  static EmulatedHost start(BrokerAccess access, HostName host, Behaviour behaviour) {
    Map<String, String> properties = new HashMap<>(MANY);
    properties.putAll(access.properties());
    KafkaSettings settings =
        new KafkaSettings(
            access.bootstrapServers(), properties, host, Retention.DEFAULT, true, 0, null);
    KafkaConnection kafka =
        KafkaConnection.open(settings, MessageCodec.of(new CommandDecoder(host)), _ -> {});
    return new EmulatedHost(kafka, host, behaviour);
  }

  private static WorkerAssembly.Log log(KafkaConnection kafka, HostName host) {
    return new WorkerAssembly.Log(
        kafka.source(),
        kafka.publisher(),
        kafka.firstResults(),
        kafka.ledger(),
        kafka.offsets(),
        kafka.past(host));
  }

  /// What was done to the engine.
  FakeContainerEngine engine() {
    return engine;
  }

  @Override
  public void close() {
    worker.stop();
    try {
      running.join(PATIENCE);
      boolean _ = worker.drain(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    kafka.close();
  }
}
