package io.longshore.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What of a schema's growth would break those who keep to an older one.
///
/// Who writes by the old schema must be understood by the new one (commands): nothing is narrowed
/// and nothing more is required. Who reads by the old schema must find what it relies on (events):
/// nothing is widened and nothing that was required is left out; new members and new words it
/// passes over.
final class SchemaGrowth {
  /// Who keeps to the older schema.
  enum Elder {
    WRITES,
    READS
  }

  private static final Set<String> TALK =
      Set.of("$schema", "$id", "title", "description", "examples", "$comment");

  private final Elder elder;
  private final List<String> breaches = new ArrayList<>();

  private SchemaGrowth(Elder elder) {
    this.elder = elder;
  }

  /// One sentence for each breach, with a JSON pointer.
  static List<String> breaches(JsonNode then, JsonNode now, Elder elder) {
    SchemaGrowth growth = new SchemaGrowth(elder);
    growth.compare("", then, now);
    return growth.breaches;
  }

  private void compare(String where, JsonNode then, JsonNode now) {
    Set<String> keywords = new HashSet<>(then.propertyNames());
    keywords.addAll(now.propertyNames());
    keywords.removeAll(TALK);
    for (String keyword : keywords) {
      keyword(where + "/" + keyword, keyword, then.path(keyword), now.path(keyword));
    }
  }

  private void keyword(String where, String keyword, JsonNode then, JsonNode now) {
    switch (keyword) {
      case "properties", "$defs" -> named(where, then, now);
      case "items" -> compare(where, then, now);
      case "required" -> within(where, then, now, elder == Elder.READS);
      case "type" -> within(where, then, now, elder == Elder.WRITES);
      case "enum", "oneOf", "anyOf" -> within(where, then, now, true);
      default -> {
        if (!then.equals(now)) {
          breaches.add("%s was %s and is %s".formatted(where, shown(then), shown(now)));
        }
      }
    }
  }

  private void named(String where, JsonNode then, JsonNode now) {
    for (String name : then.propertyNames()) {
      if (now.has(name)) {
        compare(where + "/" + name, then.path(name), now.path(name));
      } else {
        breaches.add(where + "/" + name + " is gone");
      }
    }
  }

  /// @param growing whether words may come; otherwise whether they may go
  private void within(String where, JsonNode then, JsonNode now, boolean growing) {
    Set<String> smaller = words(growing ? then : now);
    Set<String> larger = words(growing ? now : then);
    if (!larger.containsAll(smaller)) {
      breaches.add("%s was %s and is %s".formatted(where, shown(then), shown(now)));
    }
  }

  private static Set<String> words(JsonNode node) {
    return node.isArray()
        ? node.valueStream().map(JsonNode::toString).collect(Collectors.toSet())
        : node.isMissingNode() ? Set.of() : Set.of(node.toString());
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "absent" : JsonMapper.shared().writeValueAsString(node);
  }
}
