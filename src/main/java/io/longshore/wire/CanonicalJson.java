package io.longshore.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    return sha256(MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
  }

  /// SHA-256 of bytes, 64 hexadecimal digits.
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
