package io.longshore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.contract.SchemaGrowth.Elder;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.EventDecoder;
import io.longshore.wire.EventEncoder;
import io.longshore.wire.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every message of every release is still read, and means what it meant; every schema still holds
/// what it promised. A release's directory is written once, by [#main], and never changed.
class ContractTest {
  private static final Path RELEASES = Path.of("src/test/resources/contract");
  private static final Path SCHEMAS = Path.of("schemas");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// Writes the directory of a release from today's golden messages and schemas, unless it is
  /// there.
  public static void main(String... arguments) throws IOException {
    Path release = Files.createDirectory(RELEASES.resolve(arguments[0]));
    copy(SCHEMAS, Files.createDirectory(release.resolve("schemas")));
    copy(GOLDEN.resolve("events/v1"), Files.createDirectory(release.resolve("events")));
    Path commands = Files.createDirectory(release.resolve("commands"));
    for (Path file : files(GOLDEN.resolve("commands/accepted"))) {
      ObjectNode message = (ObjectNode) tree(file);
      message.set("means", meaning(message));
      Files.writeString(
          commands.resolve(file.getFileName()),
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(message) + "\n");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      if (file.toString().endsWith(".json")) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCommandEverSentMeansWhatItMeant() {
    return messages("commands")
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertMeansTheSame(file)));
  }

  private static void assertMeansTheSame(Path file) {
    JsonNode message = tree(file);
    JsonNode now = meaning(message);

    assertThat(Described.holds(now, message.path("means")))
        .as("now it means %s and meant %s", now, message.path("means"))
        .isTrue();
  }

  private static JsonNode meaning(JsonNode message) {
    RawMessage raw =
        new RawMessage(
            "longshore.commands.web1",
            0,
            42,
            Instant.parse("2026-11-22T21:00:01Z"),
            value(message),
            headers(message));
    Reading reading = new CommandDecoder(new HostName("web1")).decode(raw);
    assertThat(reading).isInstanceOf(Reading.Understood.class);
    return Described.of(reading);
  }

  @TestFactory
  Stream<DynamicTest> everyEventEverPublishedIsReadWithNothingLost() {
    return messages("events")
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertReadInFull(file)));
  }

  /// Whoever reads and writes an event again passes on all that was in it.
  private static void assertReadInFull(Path file) {
    JsonNode message = tree(file);
    Event event = EventDecoder.decode(value(message), headers(message));
    JsonNode again = EventEncoder.toJson(event);

    assertThat(Described.holds(MAPPER.readTree(again.toString()), message.path("payload")))
        .as("now it is %s and was %s", again, message.path("payload"))
        .isTrue();
  }

  @Test
  void everySchemaHoldsWhatItPromised() {
    for (Path release : files(RELEASES)) {
      assertThat(breaches(release, "command.schema.json", Elder.WRITES)).isEmpty();
      assertThat(breaches(release, "event.schema.json", Elder.READS)).isEmpty();
      assertThat(breaches(release, "worker.schema.json", Elder.READS)).isEmpty();
      assertThat(breaches(release, "rollout-event.schema.json", Elder.READS)).isEmpty();
    }
  }

  private static List<String> breaches(Path release, String schema, Elder elder) {
    return SchemaGrowth.breaches(
        tree(release.resolve("schemas").resolve(schema)), tree(SCHEMAS.resolve(schema)), elder);
  }

  private static Stream<Path> messages(String kind) {
    return files(RELEASES).stream().flatMap(release -> files(release.resolve(kind)).stream());
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode tree(Path file) {
    return MAPPER.readTree(file.toFile());
  }

  private static byte[] value(JsonNode message) {
    String text =
        message.has("text")
            ? message.path("text").stringValue()
            : MAPPER.writeValueAsString(message.path("payload"));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(JsonNode message) {
    return message.path("headers").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().stringValue()));
  }
}
