package io.longshore.cli;

import io.longshore.client.BrokerAccess;
import io.longshore.client.CommandSender;
import io.longshore.client.Outgoing;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Reading;
import io.longshore.event.Report;
import io.longshore.event.StepReport;
import io.longshore.kafka.KafkaConnection;
import io.longshore.kafka.KafkaSettings;
import io.longshore.kafka.Topics;
import io.longshore.ledger.Delivery;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.CommandEncoder;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A host whose worker has the real connection with Kafka and no engine, and does as a test says.
final class AuditedHost implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final HostName name;
  private final String bootstrap;
  private KafkaConnection connection;

  AuditedHost(String bootstrap, String name) {
    this.bootstrap = bootstrap;
    this.name = new HostName(name);
    this.connection = connect();
  }

  private KafkaConnection connect() {
    return KafkaConnection.open(
        KafkaSettings.plain(bootstrap, name), MessageCodec.of(new CommandDecoder(name)), _ -> {});
  }

  void restart() {
    connection.close();
    connection = connect();
  }

  private BrokerAccess access() {
    return new BrokerAccess(bootstrap, Map.of());
  }

  void ask(String id, String container) {
    ask(id, container, null);
  }

  void ask(String id, String container, @Nullable Instant notAfter) {
    ObjectNode payload =
        MAPPER
            .createObjectNode()
            .put("id", id)
            .put("host", name.text())
            .put("action", "stop_container")
            .put("issuer", "alice@desk")
            .put("correlationId", "CHG-7");
    payload.putObject("parameters").put("name", container);
    if (notAfter != null) {
      payload.put("notAfter", notAfter.toString());
    }
    send(id, CommandEncoder.encode(payload, "/test", Instant.now()));
  }

  void askUnreadably() {
    send("none", new WireMessage("x", "no JSON".getBytes(StandardCharsets.UTF_8), Map.of()));
  }

  private void send(String id, WireMessage message) {
    try (CommandSender sender = new CommandSender(access())) {
      sender.send(new Outgoing(name, id, message));
    }
  }

  /// What was sent and not handed out yet, which has to be so many.
  List<Delivery> taken(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Delivery> all = new ArrayList<>();
    while (all.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("only these were handed out: " + all);
      }
      all.addAll(connection.source().poll(Duration.ofSeconds(1)));
    }
    return all;
  }

  /// Marks what lies before that offset as done, as no worker does without an answer.
  void markDone(long before) {
    TopicPartition commands = new TopicPartition(Topics.commands(name), 0);
    try (Admin admin = access().admin()) {
      admin
          .alterConsumerGroupOffsets(
              Topics.group(name), Map.of(commands, new OffsetAndMetadata(before)))
          .all()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Carries out a message as a worker does.
  void carryOut(Delivery delivery) {
    begin(delivery, 1);
    finish(delivery, Outcome.SUCCEEDED);
  }

  void begin(Delivery delivery, int attempt) {
    Event.Header header = header(delivery);
    connection
        .publisher()
        .accept(new Event.Accepted(header), String.valueOf(digest(delivery)), delivery.offset());
    connection
        .publisher()
        .publish(new Event.Started(header, attempt, String.valueOf(digest(delivery))))
        .join();
  }

  Event.Finished finish(Delivery delivery, Outcome outcome) {
    Event.Finished finished = finished(delivery, outcome);
    finish(delivery, finished);
    return finished;
  }

  void publishAgain(Event.Finished finished) {
    connection.publisher().publish(finished).join();
    awaitMarked();
  }

  void finish(Delivery delivery, Event event) {
    connection.publisher().finish(event, delivery.offset()).join();
    awaitMarked();
  }

  /// The broker answers a commit before it has marked the topic's end, up to which others read.
  private void awaitMarked() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = access().admin()) {
      while (end(admin, IsolationLevel.READ_COMMITTED)
          < end(admin, IsolationLevel.READ_UNCOMMITTED)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("a transaction stays open");
        }
      }
    }
  }

  private long end(Admin admin, IsolationLevel level) {
    TopicPartition place = new TopicPartition(Topics.results(name), 0);
    try {
      return admin
          .listOffsets(Map.of(place, OffsetSpec.latest()), new ListOffsetsOptions(level))
          .partitionResult(place)
          .get()
          .offset();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  Event.Finished finished(Delivery delivery, Outcome outcome) {
    Event.Header header = header(delivery);
    Failure failure =
        outcome == Outcome.SUCCEEDED ? null : Failure.of(FailureKind.ENGINE, "as the test says");
    Report report =
        new Report(
            true,
            false,
            0,
            "out\u001b[2J\n",
            "",
            List.of(new Difference("state", "running", "stopped", "It was to be stopped.")),
            List.of(
                new StepReport(
                    "stopContainer",
                    "web",
                    "it runs",
                    StepReport.State.CHANGED,
                    header.at(),
                    Duration.ofMillis(17))),
            List.of());
    return new Event.Finished(
        header, outcome, digest(delivery), false, 1, header.at().minusMillis(20), report, failure);
  }

  static Event.Header header(Delivery delivery) {
    return switch (delivery.reading()) {
      case Reading.Refused refused -> refused.header().at(Instant.now());
      case Reading.Understood(var envelope) ->
          new Event.Header(
              new CommandId(envelope.id().text()),
              envelope.host(),
              envelope.command().action(),
              envelope.command().resource(),
              envelope.issuer(),
              envelope.correlationId(),
              Instant.now());
    };
  }

  private static @Nullable String digest(Delivery delivery) {
    return switch (delivery.reading()) {
      case Reading.Refused refused -> refused.digest();
      case Reading.Understood(var envelope) -> envelope.digest();
    };
  }

  /// The last event of that host as it stands in its topic.
  ConsumerRecord<byte[], byte[]> lastEvent() {
    TopicPartition place = new TopicPartition(Topics.results(name), 0);
    ConsumerRecord<byte[], byte[]> last = null;
    try (Consumer<byte[], byte[]> consumer = access().consumer()) {
      consumer.assign(Set.of(place));
      consumer.seekToBeginning(Set.of(place));
      long end = consumer.endOffsets(Set.of(place)).get(place);
      while (consumer.position(place) < end) {
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(200))) {
          last = event;
        }
      }
    }
    if (last == null) {
      throw new IllegalStateException("no event");
    }
    return last;
  }

  /// Writes into the result topic past the worker.
  void forge(byte[] key, byte[] value, Headers headers) throws Exception {
    try (Producer<byte[], byte[]> producer = access().producer()) {
      producer.send(new ProducerRecord<>(Topics.results(name), 0, key, value, headers)).get();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
