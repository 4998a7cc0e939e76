package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.command.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Turns a command's payload into a message. Checks nothing, so that a sender can see a worker's
/// own answer; who wants to check first gives the message to a [CommandDecoder].
public final class CommandEncoder {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private CommandEncoder() {}

  /// The message for a payload of `schemas/command.schema.json`; its key is the resource, as far as
  /// it can be told.
  ///
  /// @param source who sends, a URI reference such as `/longshore/send`
  /// @param now the time of sending
  public static WireMessage encode(ObjectNode payload, String source, Instant now) {
    String id = payload.path("id").asString("");
    String key = key(payload);
    return new WireMessage(
        key,
        bytes(payload),
        CloudEventHeaders.of(id, CloudEventHeaders.COMMAND_TYPE, source, now.toString(), key));
  }

  /// The same message, asking for live output.
  public static WireMessage followed(WireMessage message) {
    Map<String, String> headers = new LinkedHashMap<>(message.headers());
    headers.put(CloudEventHeaders.FOLLOW, "true");
    return new WireMessage(message.key(), message.value(), headers);
  }

  /// The payload's bytes.
  static byte[] bytes(JsonNode payload) {
    return MAPPER.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8);
  }

  private static String key(ObjectNode payload) {
    Action action = Action.named(payload.path("action").asString("")).orElse(null);
    if (action != null && action.subject() == Action.Subject.HOST) {
      return Resource.OfHost.KEY;
    }
    Action.Subject subject = action == null ? Action.Subject.CONTAINER : action.subject();
    String parameter = subject == Action.Subject.IMAGE ? "image" : "name";
    String name = parameter(payload.path("parameters"), parameter);
    boolean ofMany =
        action != null && (action.tellsOfAll() || (action.tellsFacts() && name.isEmpty()));
    return ofMany ? Resource.HostFacts.KEY : subject.keyPrefix() + name;
  }

  private static String parameter(JsonNode parameters, String name) {
    String own = only(parameters.path(name));
    return own.isEmpty() ? only(MapText.orSame(parameters.path("common_options")).path(name)) : own;
  }

  /// The text; of a list its only element; empty where there are several.
  private static String only(JsonNode value) {
    return (value.isArray() && value.size() == 1 ? value.path(0) : value).asString("");
  }
}
