package io.longshore.wire;

import io.longshore.command.Action;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        MAPPER.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8),
        CloudEventHeaders.of(id, CloudEventHeaders.COMMAND_TYPE, source, now.toString(), key));
  }

  private static String key(ObjectNode payload) {
    Action.Subject subject =
        Action.named(payload.path("action").asString(""))
            .map(Action::subject)
            .orElse(Action.Subject.CONTAINER);
    String parameter = subject == Action.Subject.IMAGE ? "image" : "name";
    return subject.keyPrefix() + parameter(payload.path("parameters"), parameter);
  }

  private static String parameter(JsonNode parameters, String name) {
    return parameters
        .path(name)
        .asString(parameters.path("common_options").path(name).asString(""));
  }
}
