package io.longshore.contract;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What a record holds, as JSON: members by the names of its components, and its type. Makes what a
/// command means comparable over releases.
final class Described {
  private Described() {}

  static JsonNode of(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.getInstance();
      case Record record -> record(record);
      case Map<?, ?> map -> map(map);
      case List<?> list -> list(list.stream().map(Described::of));
      case Collection<?> set ->
          list(set.stream().map(Described::of).sorted(Comparator.comparing(JsonNode::toString)));
      default -> StringNode.valueOf(value.toString());
    };
  }

  private static ObjectNode record(Record record) {
    ObjectNode described = JsonMapper.shared().createObjectNode();
    described.put("type", record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        described.set(component.getName(), of(component.getAccessor().invoke(record)));
      } catch (ReflectiveOperationException hidden) {
        throw new IllegalStateException("cannot read " + component, hidden);
      }
    }
    return described;
  }

  private static ObjectNode map(Map<?, ?> map) {
    ObjectNode described = JsonMapper.shared().createObjectNode();
    map.forEach((name, value) -> described.set(String.valueOf(name), of(value)));
    return described;
  }

  private static ArrayNode list(Stream<JsonNode> elements) {
    ArrayNode described = JsonMapper.shared().createArrayNode();
    elements.forEach(described::add);
    return described;
  }

  /// Whether all of the old is in the new: members may have come, none may have gone or be another.
  static boolean holds(JsonNode now, JsonNode then) {
    if (then.isObject()) {
      return now.isObject()
          && then.properties().stream()
              .allMatch(member -> holds(now.path(member.getKey()), member.getValue()));
    }
    return then.isArray()
        ? now.size() == then.size()
            && IntStream.range(0, then.size())
                .allMatch(place -> holds(now.path(place), then.path(place)))
        : now.equals(then);
  }
}
