package io.longshore.kolla.host;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Local images of a [PretendPodman], and its registry.
final class PretendImages {
  private static final String PULLED =
      "6bb7d20fe83b1babbb93e352f027091b0aae86a71408cae4e9c127a6b050b926";

  private final Map<String, ObjectNode> images = new HashMap<>();
  private @Nullable JsonNode imageAfterPull;
  private List<JsonNode> pullLines = List.of();
  private @Nullable LibpodRequest pulled;

  /// How a pull goes, line by line, and what the image is like afterwards.
  synchronized void pulls(List<JsonNode> lines, @Nullable JsonNode imageAfter) {
    pullLines = lines;
    imageAfterPull = imageAfter;
  }

  synchronized void add(String name, ObjectNode document) {
    images.put(tagged(name), document);
  }

  synchronized void remove(String name) {
    images.remove(tagged(name));
  }

  synchronized @Nullable ObjectNode find(String name) {
    return images.get(tagged(name));
  }

  /// The last request for a pull; null: there was none.
  synchronized @Nullable LibpodRequest pulled() {
    return pulled;
  }

  /// The name with the tag that a missing one stands for.
  static String tagged(String name) {
    boolean whole = name.contains("@") || name.indexOf(':', name.lastIndexOf('/') + 1) > 0;
    return whole ? name : name + ":latest";
  }

  synchronized LibpodAnswer answer(LibpodRequest request) {
    if (request.segment(1).equals("pull")) {
      return pull(request);
    }
    ObjectNode image = find(request.segment(1));
    if (image == null) {
      return LibpodAnswer.error(404, "image not known", request.segment(1) + ": image not known");
    }
    if (request.method().equals("DELETE")) {
      remove(request.segment(1));
      return LibpodAnswer.of(200, JsonMapper.shared().createObjectNode().put("ExitCode", 0));
    }
    return LibpodAnswer.of(200, image.deepCopy());
  }

  private LibpodAnswer pull(LibpodRequest request) {
    pulled = request;
    String name = request.query().getOrDefault("reference", "");
    StringBuilder lines = new StringBuilder();
    String id = pullLines.isEmpty() ? PULLED : "";
    for (JsonNode line : pullLines) {
      lines.append(line.isString() ? line.asString() : line.toString()).append('\n');
      id = line.path("id").asString(id);
    }
    if (!id.isEmpty()) {
      add(name, Documents.image(name, imageAfterPull, id));
    }
    if (pullLines.isEmpty()) {
      lines.append(JsonMapper.shared().createObjectNode().put("id", id)).append('\n');
    }
    return new LibpodAnswer(200, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
