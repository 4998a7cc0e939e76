package io.longshore.engine.podman;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Fields of one JSON object, read so that a missing, null or oddly typed one counts as not there:
/// engines of different versions leave different fields out, and write `null` for an empty list or
/// map.
///
/// @param node the object; a missing node has no fields
record InspectFields(JsonNode node) {

  /// The object in that field; one without fields when there is none.
  InspectFields object(String field) {
    return new InspectFields(node.path(field));
  }

  /// Whether the field holds an object with at least one field.
  boolean hasObject(String field) {
    return node.path(field).isObject() && !node.path(field).isEmpty();
  }

  String text(String field) {
    return asText(node.path(field));
  }

  long number(String field) {
    JsonNode value = node.path(field);
    // An unsigned 64-bit "unlimited" does not fit a long; its bits are those of -1, which is what
    // libpod itself reports.
    return value.isIntegralNumber() ? value.bigIntegerValue().longValue() : value.asLong(0L);
  }

  int smallNumber(String field) {
    return node.path(field).asInt(0);
  }

  boolean flag(String field) {
    return node.path(field).asBoolean(false);
  }

  boolean flag(String field, boolean whenAbsent) {
    return node.path(field).asBoolean(whenAbsent);
  }

  List<String> texts(String field) {
    return node.path(field).valueStream().map(InspectFields::asText).toList();
  }

  /// Null when the field is no list.
  @Nullable List<String> textsIfAny(String field) {
    return node.path(field).isArray() ? texts(field) : null;
  }

  List<InspectFields> objects(String field) {
    List<InspectFields> found = new ArrayList<>();
    node.path(field)
        .valueStream()
        .filter(JsonNode::isObject)
        .forEach(element -> found.add(new InspectFields(element)));
    return found;
  }

  Map<String, String> textMap(String field) {
    Map<String, String> found = new LinkedHashMap<>();
    node.path(field)
        .properties()
        .forEach(entry -> found.put(entry.getKey(), asText(entry.getValue())));
    return found;
  }

  /// Null for Go's zero time, by which libpod says "never", and for what is no time.
  @Nullable Instant instant(String field) {
    try {
      Instant time = OffsetDateTime.parse(text(field)).toInstant();
      return time.isAfter(Instant.EPOCH) ? time : null;
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  /// Null for times before 1970, by which libpod says "never".
  @Nullable Instant secondsSince1970(String field) {
    long seconds = number(field);
    return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
  }

  private static String asText(JsonNode value) {
    return value.asString("");
  }
}
