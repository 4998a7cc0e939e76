package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.kafka.Topics;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a worker's process tells of itself, on a throwaway host's real Podman and systemd and a
/// broker that goes away and comes back.
@Timeout(180)
class WorkerWatchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestHost host = TestFleet.shared().host("t");
  private EmbeddedBroker broker;
  private String base;

  @TempDir private Path directory;

  @BeforeEach
  void start() {
    broker = broker(0);
    host.exec("systemctl", "start", "podman.socket").orThrow();
  }

  @AfterEach
  void stop() {
    host.exec("systemctl", "start", "podman.socket").orThrow();
    broker.close();
    client.close();
  }

  @Test
  void healthFollowsWhatTheWorkerNeedsAndFiguresCountWhatItDid() throws Exception {
    try (WorkerChild worker = WorkerChild.start(config())) {
      worker.awaitLine("Worker ready");
      base = "http://" + word(worker.awaitLine("Status pages are served"), "address=");
      await("ready", () -> page("/readyz"), answer -> answer.statusCode() == 200);
      assertThat(page("/livez").statusCode()).isEqualTo(200);
      assertThat(send("--wait=30s").exitCode()).isZero();
      List<String> figures =
          List.of(
              "longshore_commands_total{action=\"create_volume\",outcome=\"succeeded\"} 1.0",
              "longshore_ready 1.0",
              "longshore_breaker_state{breaker=\"podman\",state=\"closed\"} 1.0",
              "longshore_breaker_state{breaker=\"systemd\",state=\"open\"} 0.0",
              "longshore_in_flight_commands 0.0",
              "longshore_ledger_commands 1.0");
      await(
          "counted",
          () -> page("/metrics").body(),
          page -> figures.stream().allMatch(page::contains));
      // The first may be told before Podman has told its version.
      JsonNode status =
          status(told ->
              told.path("state").stringValue().equals("ready")
                  && told.at("/versions/engine").isString());
      assertThat(status.at("/versions/engine").stringValue()).startsWith("5.4");
      assertThat(status.at("/versions/os").stringValue()).contains("trixie");

      assertThat(workers().out())
          .startsWith("watched              ready     said ")
          .contains("; podman 5.4");

      engineGoesAndComesBack();
      brokerGoesAndComesBack(worker);

      worker.terminate();
      assertThat(worker.awaitExitCode()).isZero();
      assertThat(worker.lines()).noneMatch(line -> line.startsWith("\tat "));
      JsonNode last = status(told -> told.path("state").stringValue().equals("stopped"));
      assertThat(last.path("nextWithinSeconds").asInt()).isZero();
      assertThat(workers()).extracting(Typed::exitCode).isEqualTo(ExitCode.FAILED.number());
      assertThat(workers().out()).contains(" stopped ");
    }
  }

  private void engineGoesAndComesBack() throws Exception {
    host.exec("systemctl", "stop", "podman.socket", "podman.service").orThrow();
    HttpResponse<String> ill =
        await("ill", () -> page("/readyz"), answer -> answer.statusCode() == 503);
    JsonNode told = JsonMapper.shared().readTree(ill.body());
    assertThat(told.path("state").stringValue()).isEqualTo("degraded");
    assertThat(told.at("/troubles/0/part").stringValue()).isEqualTo("engine");
    assertThat(told.at("/troubles/0/since").stringValue()).startsWith("20");
    assertThat(page("/livez").statusCode()).isEqualTo(200);
    assertThat(page("/metrics").body()).contains("longshore_part_up{part=\"engine\"} 0.0");
    status(of -> of.at("/troubles/0/part").asString("").equals("engine"));
    host.exec("systemctl", "start", "podman.socket").orThrow();
    await("well", () -> page("/readyz"), answer -> answer.statusCode() == 200);
  }

  private void brokerGoesAndComesBack(WorkerChild worker) throws Exception {
    int port = broker.listeners().getFirst().port();
    broker.close();
    HttpResponse<String> ill =
        await("ill", () -> page("/readyz"), answer -> answer.statusCode() == 503);
    assertThat(ill.body()).contains("\"part\":\"commands\"");
    worker.awaitLine("Kafka does not serve");
    broker = broker(port);
    await("well", () -> page("/readyz"), answer -> answer.statusCode() == 200);
  }

  @Test
  void aPortInUseIsOneSentenceAndTheWorkerWorks() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path config = config("127.0.0.1:" + taken.getLocalPort());
      try (WorkerChild worker = WorkerChild.start(config)) {
        worker.awaitLine("Worker ready");
        assertThat(worker.awaitLine("Status pages cannot be served there"))
            .contains("address=127.0.0.1:" + taken.getLocalPort(), "Address already in use");
        assertThat(worker.lines()).noneMatch(line -> line.startsWith("\tat "));
      }
    }
  }

  private JsonNode status(Predicate<JsonNode> wanted) throws Exception {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      Set<TopicPartition> all =
          Set.copyOf(
              consumer.partitionsFor(Topics.WORKERS).stream()
                  .map(part -> new TopicPartition(part.topic(), part.partition()))
                  .toList());
      consumer.assign(all);
      consumer.seekToBeginning(all);
      return await("status", () -> last(consumer, wanted), Optional::isPresent).orElseThrow();
    }
  }

  private static Optional<JsonNode> last(
      KafkaConsumer<String, String> consumer, Predicate<JsonNode> wanted) {
    for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(500))) {
      assertThat(message.key()).isEqualTo("watched");
      assertThat(
              new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
          .isEqualTo("io.longshore.worker.v1");
      JsonNode status = JsonMapper.shared().readTree(message.value());
      if (wanted.test(status)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  private HttpResponse<String> page(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(base + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static <T> T await(String what, Callable<T> look, Predicate<T> condition)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    T seen = look.call();
    while (!condition.test(seen)) {
      assertThat(System.nanoTime()).as("not %s: %s", what, seen).isLessThan(deadline);
      Thread.sleep(100);
      seen = look.call();
    }
    return seen;
  }

  private Typed workers() {
    return Typed.withInput(
        "", InstantSource.system(), "workers", "--bootstrap", broker.bootstrapServers());
  }

  private Typed send(String... more) {
    String[] words = {
      "send",
      "--bootstrap",
      broker.bootstrapServers(),
      "--host",
      "watched",
      "create_volume",
      "--name",
      "watched"
    };
    String[] all = Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    return Typed.withInput("", InstantSource.system(), all);
  }

  private static String word(String line, String key) {
    int begin = line.indexOf(key) + key.length();
    int end = line.indexOf(' ', begin);
    return line.substring(begin, end < 0 ? line.length() : end);
  }

  private Path config() throws IOException {
    return config("127.0.0.1:0");
  }

  private Path config(String listen) throws IOException {
    return Files.writeString(
        directory.resolve("worker.yaml"),
        """
        host: watched
        kafka: {bootstrap: ['%s']}
        engine: {socket: %s}
        supervisor: {bus: 'unix:path=%s', unitDirectory: %s}
        hostRoot: %s
        status: {listen: '%s'}
        """
            .formatted(
                broker.bootstrapServers(),
                host.podmanSocket(),
                host.dbusSocket(),
                host.root().resolve("etc/systemd/system"),
                host.root(),
                listen));
  }

  private EmbeddedBroker broker(int port) {
    Path log = directory.resolve("broker");
    return EmbeddedBroker.builder().directory(log).listen("127.0.0.1", port).start();
  }
}
