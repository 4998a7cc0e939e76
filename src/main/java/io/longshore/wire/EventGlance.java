package io.longshore.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Some texts and numbers at the top of an event, read without building the rest, and no further
/// than to the last of them: some ten times as fast as [EventDecoder], for whoever reads millions.
public final class EventGlance {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Map<String, String> members;

  private EventGlance(Map<String, String> members) {
    this.members = members;
  }

  /// Looks at an event.
  ///
  /// @param wanted the names of the members that are kept
  /// @throws UnreadableEventException when it is no JSON object, as far as it is read
  public static EventGlance at(byte[] payload, Set<String> wanted) {
    EventDecoder.requireUtf8(payload);
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = MAPPER.createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableEventException("an object expected");
      }
      for (String name = parser.nextName();
          name != null && members.size() < wanted.size();
          name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        if (isPlain(value) && wanted.contains(name)) {
          members.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
      return new EventGlance(members);
    } catch (JacksonException unreadable) {
      throw new UnreadableEventException("unreadable event: " + unreadable.getMessage());
    }
  }

  private static boolean isPlain(JsonToken value) {
    return value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT;
  }

  /// A member.
  ///
  /// @throws UnreadableEventException when it is missing
  public String text(String name) {
    String text = members.get(name);
    if (text == null) {
      throw new UnreadableEventException(name + ": missing");
    }
    return text;
  }

  /// Null when the member is missing.
  public @Nullable String optionalText(String name) {
    return members.get(name);
  }
}
