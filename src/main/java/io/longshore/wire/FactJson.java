package io.longshore.wire;

import io.longshore.event.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Facts as JSON.
final class FactJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FactJson() {}

  static JsonNode toJson(Fact fact) {
    return switch (fact) {
      case Fact.Text(String text) -> NODES.stringNode(text);
      case Fact.Amount(long number) -> NODES.numberNode(number);
      case Fact.Flag(boolean holds) -> NODES.booleanNode(holds);
      case Fact.Items(List<Fact> items) -> {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        items.forEach(item -> list.add(toJson(item)));
        yield list;
      }
      case Fact.Members members -> toJson(members);
    };
  }

  static ObjectNode toJson(Fact.Members members) {
    ObjectNode object = JsonMapper.shared().createObjectNode();
    members.members().forEach((name, member) -> object.set(name, toJson(member)));
    return object;
  }

  /// The members of an object; those that no fact can be, such as null, are left out.
  static Fact.Members members(JsonNode object) {
    Map<String, Fact> members = new LinkedHashMap<>();
    object
        .properties()
        .forEach(member ->
            fact(member.getValue()).ifPresent(fact -> members.put(member.getKey(), fact)));
    return new Fact.Members(members);
  }

  private static Optional<Fact> fact(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> Optional.of(new Fact.Text(node.stringValue()));
      case BOOLEAN -> Optional.of(new Fact.Flag(node.booleanValue()));
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? Optional.of(new Fact.Amount(node.longValue()))
              : Optional.empty();
      case ARRAY -> Optional.of(items(node));
      case OBJECT -> Optional.of(members(node));
      case NULL, MISSING, BINARY, POJO -> Optional.empty();
    };
  }

  private static Fact items(JsonNode list) {
    List<Fact> items = new ArrayList<>();
    list.forEach(item -> fact(item).ifPresent(items::add));
    return new Fact.Items(items);
  }
}
