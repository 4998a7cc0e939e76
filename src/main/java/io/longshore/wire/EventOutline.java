package io.longshore.wire;

import io.longshore.event.Event;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads results without what they tell at length: outputs, differences, steps, warnings and facts
/// are passed over, and empty in what is read. Some times as fast as [EventDecoder], for whoever
/// lists millions.
public final class EventOutline {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final ObjectReader MEMBERS =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Set<String> AT_LENGTH =
      Set.of("stdout", "stderr", "output", "differences", "steps", "warnings", "facts");

  private EventOutline() {}

  /// Reads an event message.
  ///
  /// @param type what the headers say; null: the payload's own member `event` tells it
  /// @throws UnreadableEventException as [EventDecoder#decode] does, but for what is passed over
  public static Event read(byte[] value, @Nullable EventType type) {
    return EventDecoder.decode(value, type, EventOutline::tree);
  }

  private static JsonNode tree(byte[] value) {
    ObjectNode tree = MAPPER.createObjectNode();
    try (JsonParser parser = MAPPER.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableEventException("an object expected");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken member = parser.nextToken();
        if (AT_LENGTH.contains(name)) {
          parser.skipChildren();
        } else if (member == JsonToken.VALUE_STRING) {
          tree.put(name, parser.getString());
        } else {
          tree.set(name, MEMBERS.readTree(parser));
        }
      }
      if (parser.nextToken() != null) {
        throw new UnreadableEventException("nothing after the object expected");
      }
    }
    return tree;
  }
}
