package io.longshore.wire;

import io.longshore.event.Sha256;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON with the members of every object sorted and no blanks, so that two spellings of one command
/// have one digest.
final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private CanonicalJson() {}

  /// SHA-256 of the canonical form, 64 hexadecimal digits.
  static String digest(JsonNode value) {
    return Sha256.of(MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
  }
}
