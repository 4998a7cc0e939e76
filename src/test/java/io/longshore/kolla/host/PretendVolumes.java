package io.longshore.kolla.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Volumes of a [PretendPodman].
final class PretendVolumes {
  private final Map<String, ObjectNode> volumes = new LinkedHashMap<>();

  /// Makes one, unless it is there.
  synchronized void add(String name, ObjectNode document) {
    volumes.putIfAbsent(name, document);
  }

  /// By name, as they were made.
  synchronized Map<String, ObjectNode> all() {
    return Map.copyOf(volumes);
  }

  synchronized LibpodAnswer answer(LibpodRequest request) {
    String name = request.segment(1);
    if (name.equals("create")) {
      return create(request.body());
    }
    if (request.method().equals("DELETE")) {
      return delete(name);
    }
    ObjectNode volume = volumes.get(name);
    return volume == null
        ? LibpodAnswer.error(404, "no such volume", "no volume with name " + name)
        : LibpodAnswer.of(200, volume.deepCopy().put("Name", name).put("Mountpoint", "/x"));
  }

  private LibpodAnswer create(JsonNode body) {
    String name = body.path("Name").asString();
    if (volumes.containsKey(name)) {
      return LibpodAnswer.error(500, "volume already exists", "volume already exists");
    }
    volumes.put(name, (ObjectNode) body.deepCopy());
    return LibpodAnswer.of(201, body);
  }

  /// Also by the beginning of a name that only one volume has.
  private LibpodAnswer delete(String name) {
    List<String> meant =
        volumes.containsKey(name)
            ? List.of(name)
            : volumes.keySet().stream().filter(each -> each.startsWith(name)).toList();
    if (meant.size() != 1) {
      return LibpodAnswer.error(404, "no such volume", "no volume with name " + name);
    }
    volumes.remove(meant.getFirst());
    return LibpodAnswer.of(204);
  }
}
