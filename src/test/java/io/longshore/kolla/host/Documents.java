package io.longshore.kolla.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Completes the parts of inspect documents that lines give with what every such document has.
final class Documents {
  private Documents() {}

  /// An image that a reference finds: by its own names where the line gives some.
  ///
  /// @param part null: what matters is the id
  static ObjectNode image(String reference, @Nullable JsonNode part, String id) {
    ObjectNode document = JsonMapper.shared().createObjectNode().put("Id", id);
    if (part != null && part.isObject()) {
      document.setAll((ObjectNode) part.deepCopy());
    }
    String name = PretendImages.tagged(reference);
    if (!document.has("RepoTags")) {
      document.putArray("RepoTags").add(name);
    }
    if (!document.has("RepoDigests")) {
      document.putArray("RepoDigests").add(name);
    }
    return document;
  }

  /// A container that is there.
  static ObjectNode container(JsonNode part, String name) {
    ObjectNode document = (ObjectNode) part.deepCopy();
    if (!document.has("Name")) {
      document.put("Name", name);
    }
    if (!document.has("Id")) {
      document.put("Id", (name + "0").replaceAll("[^0-9a-f]", "0") + "d".repeat(63));
    }
    ObjectNode state = document.withObject("/State");
    boolean neverRan =
        List.of("created", "configured", "initialized").contains(state.path("Status").asString(""));
    if (!state.has("StartedAt") && !neverRan) {
      state.put("StartedAt", Instant.now().minus(Duration.ofHours(1)).toString());
    }
    return document;
  }

  /// Lays the members of a line's part over a whole document.
  static void overlay(ObjectNode whole, JsonNode part) {
    part.properties()
        .forEach(each -> {
          JsonNode there = whole.path(each.getKey());
          if (there instanceof ObjectNode object && each.getValue().isObject()) {
            overlay(object, each.getValue());
          } else {
            whole.set(each.getKey(), each.getValue());
          }
        });
  }
}
