package io.longshore.kolla.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a line says under `http`: the answers that some calls get instead of what the engine would
/// say. `inspect`, `create` and `delete` are of the resource that the action is about; the name of
/// another can stand before them (`image_inspect`). A list is one answer after the other, in which
/// `{}` is the engine's own. `response` is the status, as libpod repeats it in the body.
final class Refusals {
  private static final Map<String, String> ROUTES =
      Map.ofEntries(
          Map.entry("inspect", "GET %ss/*/json"),
          Map.entry("create", "POST %ss/create"),
          Map.entry("delete", "DELETE %ss/*"),
          Map.entry("remove", "DELETE %ss/*"),
          Map.entry("pull", "POST images/pull"),
          Map.entry("start", "POST containers/*/start"),
          Map.entry("stop", "POST containers/*/stop"),
          Map.entry("restart", "POST containers/*/restart"),
          Map.entry("unpause", "POST containers/*/unpause"),
          Map.entry("rename", "POST containers/*/rename"),
          Map.entry("wait", "POST containers/*/wait"),
          Map.entry("logs", "GET containers/*/logs"),
          Map.entry("exec_create", "POST containers/*/exec"),
          Map.entry("exec_start", "POST exec/*/start"),
          Map.entry("exec_inspect", "GET exec/*/json"));

  private final Map<String, Deque<JsonNode>> answers = new HashMap<>();

  /// @param subject `container`, `image` or `volume`: what the action is about
  Refusals(JsonNode http, String subject) {
    for (String name : http.propertyNames()) {
      Deque<JsonNode> each = new ArrayDeque<>();
      if (http.path(name).isArray()) {
        http.path(name).forEach(each::add);
      } else {
        each.add(http.path(name));
      }
      each.forEach(Refusals::requireKnown);
      answers.put(route(name, subject), each);
    }
  }

  private static String route(String name, String subject) {
    String whole = ROUTES.get(name);
    if (whole != null) {
      return whole.formatted(subject);
    }
    int end = name.indexOf('_');
    String part = ROUTES.get(name.substring(end + 1));
    if (part == null
        || !Set.of("container", "image", "volume").contains(name.substring(0, Math.max(end, 0)))) {
      throw new AssertionError("no call is known under http." + name);
    }
    return part.formatted(name.substring(0, end));
  }

  private static void requireKnown(JsonNode answer) {
    if (!answer.isObject()
        || !Set.of("status", "cause", "message", "response", "body")
            .containsAll(answer.propertyNames())) {
      throw new AssertionError("no rule for a part of the answer " + answer);
    }
  }

  /// The answer instead of the engine's own; the last one stays.
  synchronized Optional<LibpodAnswer> to(LibpodRequest request) {
    Deque<JsonNode> due = answers.get(request.route());
    if (due == null) {
      return Optional.empty();
    }
    JsonNode answer = due.size() > 1 ? due.removeFirst() : due.getFirst();
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer(request.segment(0), answer));
  }

  private static LibpodAnswer answer(String resource, JsonNode answer) {
    int status = answer.path("status").asInt(answer.path("response").asInt(0));
    if (answer.has("body")) {
      return LibpodAnswer.of(status, answer.path("body"));
    }
    if (status < 400) {
      return LibpodAnswer.of(status);
    }
    String cause = answer.path("cause").asString(usual(resource, status));
    return LibpodAnswer.error(status, cause, answer.path("message").asString(cause));
  }

  /// libpod's words where a line says the status alone.
  private static String usual(String resource, int status) {
    return switch (resource + " " + status) {
      case "images 404" -> "image not known";
      case "images 409" -> "image is in use by a container";
      case "volumes 404" -> "no such volume";
      case "volumes 409" -> "volume is being used";
      case "containers 404" -> "no such container";
      case "containers 409" -> "container state improper";
      default -> "internal libpod error";
    };
  }
}
