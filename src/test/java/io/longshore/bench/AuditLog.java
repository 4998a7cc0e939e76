package io.longshore.bench;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.event.ResultDigest;
import io.longshore.event.StepReport;
import io.longshore.kafka.LedgerHeaders;
import io.longshore.kafka.Topics;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.CommandEncoder;
import io.longshore.wire.EventEncoder;
import io.longshore.wire.RawMessage;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes a host's two topics as if many commands had been carried out: of each an accepted, a
/// started and a terminal event, one in a hundred failed.
final class AuditLog {
  private final HostName host;
  private final CommandDecoder decoder;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topicId;
  private @Nullable String head;

  private AuditLog(HostName host, KafkaProducer<byte[], byte[]> producer, String topicId) {
    this.host = host;
    this.decoder = new CommandDecoder(host);
    this.producer = producer;
    this.topicId = topicId;
  }

  static void write(String bootstrap, HostName host, int commands) throws Exception {
    String topicId = makeTopics(bootstrap, host);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            // Without idempotence: on a loaded machine it was seen to get stuck on a topic just
            // made.
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "linger.ms",
                20,
                "batch.size",
                200_000,
                "enable.idempotence",
                false,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      AuditLog log = new AuditLog(host, producer, topicId);
      IntStream.range(0, commands).forEach(log::write);
    }
  }

  private static String makeTopics(String bootstrap, HostName host) throws Exception {
    String commands = Topics.commands(host);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(commands, 1, (short) 1),
                  new NewTopic(Topics.results(host), 1, (short) 1)))
          .all()
          .get();
      return admin
          .describeTopics(List.of(commands))
          .allTopicNames()
          .get()
          .get(commands)
          .topicId()
          .toString();
    }
  }

  private void write(int number) {
    String id = "0e3a1c1e-5a3f-4b7e-9d8e-%012d".formatted(number);
    ContainerName container = new ContainerName("web-" + number % 50);
    WireMessage command = command(id, container);
    send(record(Topics.commands(host), command));
    Event.Header header =
        new Event.Header(
            new CommandId(id),
            host,
            Action.START_CONTAINER,
            new Resource.OfContainer(container),
            "deploy@example.org",
            "rollout-7",
            Instant.now());
    String digest = digest(command, number);
    accept(EventEncoder.encode(new Event.Accepted(header)), number);
    begin(EventEncoder.encode(new Event.Started(header, 1, digest)), digest, header.at());
    finish(EventEncoder.encode(finished(header, digest, number % 100 == 0)), digest, number);
  }

  private WireMessage command(String id, ContainerName container) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    payload.put("id", id).put("host", host.text()).put("action", "start_container");
    payload.put("issuer", "deploy@example.org").put("correlationId", "rollout-7");
    payload.put("notAfter", Instant.now().plusSeconds(3600).toString());
    payload
        .putObject("parameters")
        .put("name", container.text())
        .put("image", "registry.example.org:5000/kolla/nova-api:2026.1")
        .put("restart_policy", "unless-stopped")
        .putObject("environment")
        .put("KOLLA_CONFIG_STRATEGY", "COPY_ALWAYS");
    return CommandEncoder.encode(payload, "/bench", Instant.now());
  }

  private String digest(WireMessage command, int number) {
    return String.valueOf(
        decoder
            .identify(
                new RawMessage("t", 0, number, Instant.EPOCH, command.value(), command.headers()))
            .digest());
  }

  private static Event.Finished finished(Event.Header header, String digest, boolean failed) {
    Instant at = header.at();
    List<StepReport> steps =
        List.of("pullImage", "createContainer", "installUnit", "startUnit", "awaitRunning").stream()
            .map(name ->
                new StepReport(
                    name,
                    "web",
                    "there was no container",
                    StepReport.State.CHANGED,
                    at,
                    Duration.ofMillis(12)))
            .toList();
    Report report =
        new Report(
            true,
            false,
            null,
            null,
            null,
            List.of(new Difference("container_missing", null, "web", "There is none.")),
            steps,
            List.of());
    return new Event.Finished(
        header,
        failed ? Outcome.FAILED : Outcome.SUCCEEDED,
        digest,
        false,
        1,
        at.minusMillis(80),
        report,
        failed ? Failure.of(FailureKind.ENGINE, "Podman refuses") : null);
  }

  private void accept(WireMessage event, int offset) {
    ProducerRecord<byte[], byte[]> record = event(event, "accepted");
    answer(record, offset);
    send(record);
  }

  private void begin(WireMessage event, String digest, Instant at) {
    ProducerRecord<byte[], byte[]> record = event(event, "started");
    put(record, LedgerHeaders.DIGEST, digest);
    put(record, LedgerHeaders.ATTEMPT, "1");
    put(record, LedgerHeaders.AT, at.toString());
    send(record);
  }

  private void finish(WireMessage event, String digest, int offset) {
    ProducerRecord<byte[], byte[]> record = event(event, "finished");
    put(record, LedgerHeaders.DIGEST, digest);
    answer(record, offset);
    if (head != null) {
      put(record, LedgerHeaders.PREVIOUS, head);
    }
    head = ResultDigest.of(head, event.value());
    put(record, LedgerHeaders.OWN, head);
    send(record);
  }

  private void answer(ProducerRecord<byte[], byte[]> record, int offset) {
    put(record, LedgerHeaders.TOPIC, topicId);
    put(record, LedgerHeaders.OFFSET, Integer.toString(offset));
  }

  private ProducerRecord<byte[], byte[]> event(WireMessage event, String kind) {
    ProducerRecord<byte[], byte[]> record = record(Topics.results(host), event);
    put(record, LedgerHeaders.KIND, kind);
    return record;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    java.util.concurrent.Future<RecordMetadata> _ = producer.send(record);
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, WireMessage message) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, 0, message.key().getBytes(StandardCharsets.UTF_8), message.value());
    message.headers().forEach((name, value) -> put(record, name, value));
    return record;
  }

  private static void put(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
