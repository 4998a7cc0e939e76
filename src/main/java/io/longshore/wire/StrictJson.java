package io.longshore.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads bytes as one JSON value, as strictly as two programs need to be sure that they read the
/// same: UTF-8, no key twice, nothing after the value, and no more depth or digits than any command
/// has.
final class StrictJson {
  private static final int DEEPEST = 16;
  private static final int MOST_DIGITS = 100;
  private static final int LONGEST_NAME = 4096;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(MOST_DIGITS)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /// The value.
  ///
  /// @throws NotJsonException when the bytes are no such value
  static JsonNode read(byte[] bytes) throws NotJsonException {
    try {
      JsonNode value = isAscii(bytes) ? MAPPER.readTree(bytes) : MAPPER.readTree(utf8(bytes));
      if (value.isMissingNode()) {
        throw new NotJsonException("the message is empty");
      }
      return value;
    } catch (CharacterCodingException broken) {
      throw new NotJsonException("the message is not UTF-8");
    } catch (JacksonException broken) {
      throw new NotJsonException("the message is not JSON: " + reason(broken));
    }
  }

  /// Most messages are, and of those no decoder and no guess at the encoding can think otherwise.
  private static boolean isAscii(byte[] bytes) {
    for (byte each : bytes) {
      if (each <= 0) {
        return false;
      }
    }
    return true;
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// The text member of that name at the top of an object that may be broken or cut off further on;
  /// empty when the reading does not get there.
  static Optional<String> salvage(byte[] bytes, String name) {
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals(name);
        JsonToken value = parser.nextToken();
        if (wanted) {
          return value == JsonToken.VALUE_STRING
              ? Optional.of(parser.getString())
              : Optional.empty();
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  /// What the parser says, without the pieces of the text that it quotes: they may be secrets.
  private static String reason(JacksonException broken) {
    String words = broken.getOriginalMessage().lines().findFirst().orElse("unreadable");
    TokenStreamLocation place = broken.getLocation();
    String where =
        place == null
            ? ""
            : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    return words.replaceAll("'[^']*'", "'…'").replaceAll(" \\(code [^)]*\\)", "") + where;
  }

  /// Bytes that are no JSON value as asked for.
  static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    NotJsonException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return Objects.requireNonNull(super.getMessage());
    }
  }
}
