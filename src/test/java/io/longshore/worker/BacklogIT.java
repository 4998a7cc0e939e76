package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.cli.WorkerParts;
import io.longshore.command.HostName;
import io.longshore.config.KafkaSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeOperation;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.kafka.KafkaConnection;
import io.longshore.supervisor.FakeServiceManager;
import io.longshore.watch.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Thousands of commands that have gathered before the worker starts, with an engine in memory.
@Timeout(900)
class BacklogIT {
  private static final int COMMANDS = 3_000;

  private final HostName host = new HostName("backlog");
  private final FakeContainerEngine engine = FakeContainerEngine.recording(InstantSource.system());

  @Test
  void thousandsOfQueuedCommandsWaitOutAnOutageAtStartAndAreEachDoneOnce() throws Exception {
    engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);

    List<Event> answered =
        answers(
            number -> "v" + number,
            desk -> {
              StoryHost.await(() -> engine.availability().outage().isPresent());
              List<Event> meanwhile = desk.events(Duration.ofSeconds(2));
              assertThat(meanwhile).noneMatch(Event.Finished.class::isInstance);
              assertThat(meanwhile).hasSizeLessThan(COMMANDS);
              engine.faults().heal();
            });

    assertThat(answered).hasSize(COMMANDS);
    assertThat(engine.faults().effects()).doesNotHaveDuplicates().hasSize(COMMANDS);
  }

  @Test
  void thousandsForOneVolumeThatHangsHoldUpNoOtherAndAreThenAnsweredInTheirOrder()
      throws Exception {
    Semaphore hung = new Semaphore(0);
    engine
        .faults()
        .before((operation, target) -> {
          if (operation == FakeOperation.CREATE_VOLUME && target.equals("hung")) {
            hung.acquireUninterruptibly();
          }
        });

    List<Event> answered =
        answers(
            number -> number < COMMANDS - 50 ? "hung" : "v" + number,
            desk -> {
              IntStream.range(COMMANDS - 50, COMMANDS)
                  .forEach(number -> desk.result("c-" + number));
              assertThat(desk.events(Duration.ZERO))
                  .noneMatch(
                      event -> event instanceof Event.Finished && CommandDesk.isOf("c-0", event));
              hung.release(COMMANDS);
            });

    assertThat(answered).hasSize(COMMANDS);
    assertThat(answered.subList(50, COMMANDS))
        .extracting(event -> event.header().commandId().text())
        .containsExactlyElementsOf(
            IntStream.range(0, COMMANDS - 50).mapToObj(number -> "c-" + number).toList());
  }

  /// Has the commands sent, a worker started, something done to it, and gives all terminal events.
  ///
  /// @param volumes the name of the volume that each command makes
  private List<Event> answers(IntFunction<String> volumes, Consumer<CommandDesk> meanwhile)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start()) {
      WorkerConfig config = WorkerConfig.of(host, KafkaSettings.at(broker.bootstrapServers()));
      WorkerParts.kafka(config, _ -> {}).close();
      try (CommandDesk desk = new CommandDesk(broker, host.text());
          KafkaConnection kafka = WorkerParts.kafka(config, _ -> {})) {
        for (int number = 0; number < COMMANDS; number++) {
          String name = volumes.apply(number);
          desk.send("c-" + number, "create_volume", "{'name':'%s'}".formatted(name));
        }
        Worker worker = worker(config, kafka);
        Thread running = Thread.ofPlatform().daemon().start(() -> worker.run(() -> {}));
        meanwhile.accept(desk);
        IntStream.range(0, COMMANDS).forEach(number -> desk.result("c-" + number));
        worker.stop();
        running.join();
        worker.drain(Duration.ofSeconds(30));
        return terminal(desk.events(Duration.ofSeconds(2)));
      }
    }
  }

  private Worker worker(WorkerConfig config, KafkaConnection kafka) {
    Traffic traffic = new Traffic(InstantSource.system(), _ -> {});
    return WorkerParts.worker(config, engine, new FakeServiceManager(), kafka, traffic);
  }

  private static List<Event> terminal(List<Event> events) {
    List<Event> terminal = events.stream().filter(Event.Finished.class::isInstance).toList();
    assertThat(terminal)
        .allSatisfy(event ->
            assertThat(((Event.Finished) event).outcome())
                .isIn(Outcome.SUCCEEDED, Outcome.SUPERSEDED));
    return terminal;
  }
}
