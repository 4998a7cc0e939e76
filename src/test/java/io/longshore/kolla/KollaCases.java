package io.longshore.kolla;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the case lines that are ours: from the file that the system property `kolla.cases` names,
/// or those kept here, which are the reference's and more of the same form.
final class KollaCases {
  static final String PROPERTY = "kolla.cases";

  private static final List<String> KEPT_HERE =
      List.of("/kolla-cases.jsonl", "/kolla-cases-ours.jsonl");
  private static final JsonMapper JSON = JsonMapper.shared();

  private KollaCases() {}

  static List<KollaCase> ours() {
    String file = System.getProperty(PROPERTY, "");
    return file.isEmpty() ? keptHere() : ours(read(Path.of(file)).lines());
  }

  /// Those kept here, whatever the property says.
  static List<KollaCase> keptHere() {
    return ours(KEPT_HERE.stream().flatMap(KollaCases::kept));
  }

  private static List<KollaCase> ours(Stream<String> lines) {
    return lines
        .filter(line -> !line.isBlank())
        .map(JSON::readTree)
        .filter(KollaCases::isOurs)
        .map(KollaCase::of)
        .toList();
  }

  private static boolean isOurs(JsonNode line) {
    return line.path("source").asString("").equals("ours");
  }

  private static Stream<String> kept(String name) {
    try (InputStream kept = KollaCases.class.getResourceAsStream(name)) {
      return new String(kept.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
