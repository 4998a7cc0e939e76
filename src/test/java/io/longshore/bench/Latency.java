package io.longshore.bench;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.client.MessageHeaders;
import io.longshore.command.HostName;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.kafka.EncodedEvent;
import io.longshore.kafka.KafkaConnection;
import io.longshore.kafka.KafkaSettings;
import io.longshore.kafka.Topics;
import io.longshore.plan.PlanOptions;
import io.longshore.policy.Policy;
import io.longshore.supervisor.FakeServiceManager;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.EventEncoder;
import io.longshore.wire.RawMessage;
import io.longshore.wire.WireMessage;
import io.longshore.worker.HostFiles;
import io.longshore.worker.Worker;
import io.longshore.worker.WorkerAssembly;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Part (b): from producing a command to consuming its result, beside a loop that only passes a
/// message on in a transaction. The engine is a fake: only the way through Kafka counts.
final class Latency {
  private static final double GOAL_MILLIS = 3.0;
  private static final HostName HOST = new HostName("bench");

  private Latency() {}

  static void measure(Board board, boolean quick) throws Exception {
    board.heading("(b) produce to result, beside a bare consume-and-produce loop in transactions");
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start();
        KafkaConnection kafka =
            KafkaConnection.open(
                KafkaSettings.plain(broker.bootstrapServers(), HOST), codec(), _ -> {});
        BareLoop _ = new BareLoop(broker.bootstrapServers())) {
      Worker worker = worker(kafka);
      Thread thread = Thread.ofPlatform().daemon().start(() -> worker.run(() -> {}));
      try (Correspondent ours =
              new Correspondent(
                  broker.bootstrapServers(), Topics.commands(HOST), Topics.results(HOST));
          Correspondent floor =
              new Correspondent(broker.bootstrapServers(), BareLoop.INPUT, BareLoop.OUTPUT)) {
        int rounds = quick ? 100 : 1000;
        board.byDistance(
            Duel.fight(
                "stop of an absent container",
                Duel.Rounds.of(rounds),
                Duel.Rounds.of(rounds),
                ours::exchange,
                floor::exchange),
            GOAL_MILLIS);
      }
      worker.stop();
      thread.join();
    }
  }

  private static Worker worker(KafkaConnection kafka) {
    return WorkerAssembly.worker(
        new WorkerAssembly.Host(
            new FakeContainerEngine(InstantSource.system()),
            new FakeServiceManager(),
            new HostFiles(Path.of("/"))),
        new WorkerAssembly.Log(
            kafka.source(),
            kafka.publisher(),
            kafka.firstResults(),
            kafka.ledger(),
            kafka.offsets()),
        Policy.ALLOW_ALL,
        PlanOptions.DEFAULT,
        OurSide.LIMITS,
        InstantSource.system());
  }

  private static KafkaConnection.Codec codec() {
    CommandDecoder decoder = new CommandDecoder(HOST);
    return new KafkaConnection.Codec(
        message ->
            decoder.decode(
                new RawMessage(
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    Instant.ofEpochMilli(message.timestamp()),
                    message.value(),
                    MessageHeaders.of(message))),
        event -> {
          WireMessage message = EventEncoder.encode(event);
          return new EncodedEvent(message.value(), message.headers());
        },
        _ -> Optional.empty());
  }
}
