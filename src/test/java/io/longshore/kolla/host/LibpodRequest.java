package io.longshore.kolla.host;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A request to libpod.
///
/// @param path its segments, decoded, without the version and `libpod`
/// @param query its parameters, decoded
/// @param headers by their names in lower case
/// @param body a missing node when there was none
record LibpodRequest(
    String method,
    List<String> path,
    Map<String, String> query,
    Map<String, String> headers,
    JsonNode body) {
  /// The segment at that place; empty when there are fewer.
  String segment(int index) {
    return index < path.size() ? path.get(index) : "";
  }

  /// `containers/a/json` with a star for the name, as a route.
  String route() {
    return switch (path.size()) {
      case 1 -> method + " " + path.getFirst();
      case 2 ->
          path.get(1).equals("create") || path.get(1).equals("pull")
              ? method + " " + path.get(0) + "/" + path.get(1)
              : method + " " + path.get(0) + "/*";
      default -> method + " " + path.get(0) + "/*/" + path.get(2);
    };
  }
}
