package io.longshore.wire;

import io.longshore.wire.StrictJson.NotJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A text that stands for a map, as Ansible takes one for a parameter that is a map: a JSON object,
/// or `name=value` pairs between commas or blanks, in which quotes and backslashes keep what would
/// end a pair. Unlike there, no name may come twice and every quote has its end.
public final class MapText {
  private static final char NONE = 0;

  private final List<String> pairs = new ArrayList<>();
  private final StringBuilder pair = new StringBuilder();
  private char quote = NONE;
  private boolean escaped;

  private MapText() {}

  /// The map; empty when the text is none.
  static Optional<JsonNode> read(String text) {
    String stripped = text.strip();
    return stripped.startsWith("{") ? json(stripped) : new MapText().split(stripped).map();
  }

  /// The map that a value is or, as a text, stands for; any other value as it is.
  public static JsonNode orSame(JsonNode value) {
    return value.isString() ? read(value.stringValue()).orElse(value) : value;
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(StrictJson.read(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NotJsonException none) {
      return Optional.empty();
    }
  }

  private MapText split(String text) {
    for (int index = 0; index < text.length(); index++) {
      take(text.charAt(index));
    }
    endPair();
    return this;
  }

  private void take(char character) {
    if (escaped) {
      pair.append(character);
      escaped = false;
    } else if (character == '\\') {
      escaped = true;
    } else if (quote == NONE && (character == '\'' || character == '"')) {
      quote = character;
    } else if (character == quote) {
      quote = NONE;
    } else if (quote == NONE && (character == ',' || character == ' ')) {
      endPair();
    } else {
      pair.append(character);
    }
  }

  private void endPair() {
    if (!pair.isEmpty()) {
      pairs.add(pair.toString());
    }
    pair.setLength(0);
  }

  private Optional<JsonNode> map() {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    for (String each : pairs) {
      int equals = each.indexOf('=');
      if (equals < 0 || map.has(each.substring(0, equals))) {
        return Optional.empty();
      }
      map.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return map.isEmpty() || quote != NONE ? Optional.empty() : Optional.of(map);
  }
}
