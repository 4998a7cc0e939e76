package io.longshore.wire;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A message kept on disk: `payload` (or `text` where it is no JSON), `headers`, `key`, and for
/// refused ones what to expect.
record Golden(String name, JsonNode document) {
  static final JsonMapper MAPPER = JsonMapper.shared();
  private static final Path ROOT = Path.of("src/test/resources/golden");

  static List<Golden> all(String directory) {
    try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
      return files.sorted().map(Golden::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Golden of(String directory, String name) {
    return read(ROOT.resolve(directory).resolve(name + ".json"));
  }

  private static Golden read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".json", "");
      return new Golden(name, MAPPER.readTree(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  JsonNode payload() {
    return document.path("payload");
  }

  String key() {
    return document.path("key").stringValue();
  }

  byte[] value() {
    String text =
        document.has("text")
            ? document.path("text").stringValue()
            : MAPPER.writeValueAsString(payload());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Map<String, String> headers() {
    return document.path("headers").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().stringValue()));
  }

  RawMessage message() {
    return message(value(), headers());
  }

  static RawMessage message(byte @Nullable [] value, Map<String, String> headers) {
    return new RawMessage(
        "longshore.commands.web1", 0, 42, Instant.parse("2026-11-22T21:00:01Z"), value, headers);
  }
}
