package io.longshore.kafka;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.command.VolumeName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.Reading;
import io.longshore.event.Report;
import io.longshore.ledger.Delivery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// A broker, and what schedulers and outsiders do with it. Commands and events are written as their
/// ids.
final class World implements AutoCloseable {
  private static final Duration MARKED_WITHIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  final HostName host;
  final TopicPartition commands;
  final TopicPartition results;
  final List<BrokerState> states = new CopyOnWriteArrayList<>();
  private final String bootstrap;
  private final Producer<byte[], byte[]> scheduler;

  World(EmbeddedBroker broker, String host) {
    this.bootstrap = broker.bootstrapServers();
    this.host = new HostName(host);
    this.commands = new TopicPartition(Topics.commands(this.host), 0);
    this.results = new TopicPartition(Topics.results(this.host), 0);
    this.scheduler =
        new KafkaProducer<>(
            properties(
                "key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer",
                "value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer",
                "max.request.size", "8388608"));
  }

  static EmbeddedBroker broker() {
    return EmbeddedBroker.builder().start();
  }

  static EmbeddedBroker broker(Path directory, int port) {
    return EmbeddedBroker.builder().directory(directory).listen("127.0.0.1", port).start();
  }

  KafkaSettings settings() {
    return KafkaSettings.plain(bootstrap, host);
  }

  KafkaConnection connect() {
    return KafkaConnection.open(settings(), codec(), states::add);
  }

  KafkaConnection.Codec codec() {
    return codec(host);
  }

  static KafkaConnection.Codec codec(HostName host) {
    return new KafkaConnection.Codec(
        message -> command(host, message),
        World::encode,
        event -> Optional.of(finished(host, text(event.key()))));
  }

  Admin admin() {
    return Admin.create(properties());
  }

  /// Sends commands with these ids, and returns once they are taken.
  void send(String... ids) throws Exception {
    for (String id : ids) {
      scheduler.send(new ProducerRecord<>(commands.topic(), 0, null, bytes(id))).get();
    }
  }

  void sendBytes(byte[] value) throws Exception {
    scheduler.send(new ProducerRecord<>(commands.topic(), 0, null, value)).get();
  }

  /// The ids of [#pollAll].
  static List<String> idsFrom(KafkaConnection connection, int count) {
    return pollAll(connection, count).stream().map(World::id).toList();
  }

  /// What is handed out: so many, which are waited for, and all that comes until nothing has come
  /// for half a second, or for two where none is expected.
  static List<Delivery> pollAll(KafkaConnection connection, int count) {
    long begun = System.nanoTime();
    List<Delivery> all = new ArrayList<>();
    while (all.size() < count && System.nanoTime() - begun < PATIENCE.toNanos()) {
      all.addAll(connection.source().poll(Duration.ofSeconds(1)));
    }
    Duration quiet = count == 0 ? Duration.ofSeconds(2) : Duration.ofMillis(500);
    for (List<Delivery> some = connection.source().poll(quiet);
        !some.isEmpty();
        some = connection.source().poll(quiet)) {
      all.addAll(some);
    }
    return all;
  }

  /// Waits until it is so, for a minute.
  static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not come to be so");
      }
      Thread.sleep(50);
    }
  }

  static String id(Delivery delivery) {
    return ((Reading.Understood) delivery.reading()).envelope().id().text();
  }

  Event.Finished finished(String id) {
    return finished(host, id);
  }

  private static Event.Finished finished(HostName host, String id) {
    return new Event.Finished(
        header(host, id), Outcome.SUCCEEDED, "digest-" + id, false, 1, NOON, Report.NOTHING, null);
  }

  Event.Started started(String id, int attempt) {
    return new Event.Started(header(id), attempt, "digest-" + id);
  }

  Event.Header header(String id) {
    return header(host, id);
  }

  static Event.Header header(HostName host, String id) {
    return new Event.Header(new CommandId(id), host, null, null, null, null, NOON);
  }

  /// What an outsider sees in the result topic, as `kind id`, in its order.
  List<String> seenResults() {
    return seen().stream()
        .map(event ->
            LedgerHeaders.read(event.headers(), LedgerHeaders.KIND).orElse("?")
                + " "
                + text(event.key()))
        .toList();
  }

  /// What is committed. The broker answers a commit before it has marked the topic's end: that is
  /// waited for, unless a transaction was left open.
  List<ConsumerRecord<byte[], byte[]>> seen() {
    List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> auditor =
        new KafkaConsumer<>(
            properties(
                "isolation.level", "read_committed",
                "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer",
                "value.deserializer",
                    "org.apache.kafka.common.serialization.ByteArrayDeserializer"))) {
      auditor.assign(Set.of(results));
      auditor.seekToBeginning(Set.of(results));
      long end = written();
      long begun = System.nanoTime();
      while (auditor.position(results) < end
          && System.nanoTime() - begun < MARKED_WITHIN.toNanos()) {
        auditor.poll(Duration.ofMillis(200)).forEach(events::add);
      }
    }
    return events;
  }

  /// Where the result topic ends, whether or not what is there is committed.
  private long written() {
    try (KafkaConsumer<byte[], byte[]> any =
        new KafkaConsumer<>(
            properties(
                "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer",
                "value.deserializer",
                    "org.apache.kafka.common.serialization.ByteArrayDeserializer"))) {
      return any.endOffsets(Set.of(results)).get(results);
    }
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private static Reading command(HostName host, ConsumerRecord<byte[], byte[]> message) {
    String id = message.value().length > 100 ? "long" : text(message.value());
    Command command = new Command.RemoveVolume(new VolumeName("v"));
    return new Reading.Understood(
        new Envelope(
            new CommandId(id),
            host,
            command,
            null,
            null,
            null,
            false,
            null,
            null,
            false,
            "digest-" + id));
  }

  private static EncodedEvent encode(Event event) {
    int length = event instanceof Event.Progress progress ? progress.message().length() : 1;
    return new EncodedEvent(new byte[length], Map.of("ce_type", "test"));
  }

  private Map<String, Object> properties(String... more) {
    Map<String, Object> properties = new HashMap<>(Map.of("bootstrap.servers", bootstrap));
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
