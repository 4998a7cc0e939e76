package io.longshore.kolla;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the case lines that are ours: from the file that the system property `kolla.cases` names,
/// or the one kept here.
final class KollaCases {
  static final String PROPERTY = "kolla.cases";

  private static final String KEPT_HERE = "/kolla-cases.jsonl";
  private static final JsonMapper JSON = JsonMapper.shared();

  private KollaCases() {}

  static List<KollaCase> ours() {
    String file = System.getProperty(PROPERTY, "");
    return text(file)
        .lines()
        .filter(line -> !line.isBlank())
        .map(JSON::readTree)
        .filter(line -> ours(line))
        .map(KollaCase::of)
        .toList();
  }

  private static boolean ours(JsonNode line) {
    return line.path("source").asString("").equals("ours");
  }

  private static String text(String file) {
    try (InputStream kept = KollaCases.class.getResourceAsStream(KEPT_HERE)) {
      return file.isEmpty()
          ? new String(kept.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
