package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.cli.WorkerParts;
import io.longshore.command.HostName;
import io.longshore.config.KafkaSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.kafka.KafkaConnection;
import io.longshore.supervisor.FakeServiceManager;
import io.longshore.watch.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Thousands of commands that have gathered before the worker starts, with an engine in memory that
/// is away at first.
@Timeout(120)
class BacklogIT {
  private static final int COMMANDS = 3_000;

  @Test
  void thousandsOfQueuedCommandsWaitOutAnOutageAtStartAndAreEachDoneOnce() throws Exception {
    HostName host = new HostName("backlog");
    FakeContainerEngine engine = new FakeContainerEngine(InstantSource.system());
    engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start()) {
      WorkerConfig config = WorkerConfig.of(host, KafkaSettings.at(broker.bootstrapServers()));
      WorkerParts.kafka(config, _ -> {}).close();
      try (CommandDesk desk = new CommandDesk(broker, host.text());
          KafkaConnection kafka = WorkerParts.kafka(config, _ -> {})) {
        for (int number = 0; number < COMMANDS; number++) {
          desk.send("c-" + number, "create_volume", "{'name':'v%d'}".formatted(number));
        }
        Worker worker =
            WorkerParts.worker(
                config,
                engine,
                new FakeServiceManager(),
                kafka,
                new Traffic(InstantSource.system(), _ -> {}));
        Thread running = Thread.ofPlatform().daemon().start(() -> worker.run(() -> {}));

        List<Event> meanwhile = desk.events(Duration.ofSeconds(2));
        assertThat(meanwhile).noneMatch(Event.Finished.class::isInstance);
        assertThat(meanwhile).hasSizeLessThan(COMMANDS);
        engine.faults().heal();

        desk.result("c-" + (COMMANDS - 1));
        worker.stop();
        running.join();
        worker.drain(Duration.ofSeconds(30));
        assertThat(desk.events(Duration.ofSeconds(2)))
            .filteredOn(Event.Finished.class::isInstance)
            .hasSize(COMMANDS)
            .allSatisfy(event ->
                assertThat(((Event.Finished) event).outcome()).isEqualTo(Outcome.SUCCEEDED));
        assertThat(engine.faults().effects()).doesNotHaveDuplicates().hasSize(COMMANDS);
      }
    }
  }
}
