package io.longshore.campaign;

import io.longshore.command.Resource;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A message in the command topic, as anybody can read it.
///
/// @param offset its place
/// @param id the command's; where none can be read, the name that its answer has to go by
/// @param key of its resource
/// @param action empty when it cannot be read
/// @param name of what it is about; empty when it gives none
/// @param spec of a service: the specification asked for; empty for all else
/// @param target the command that it calls off; empty when it calls none off
/// @param payload the whole text
record Asked(
    long offset,
    String id,
    String key,
    String action,
    String name,
    String spec,
    String target,
    String payload) {
  /// The message in that place of that topic.
  static Asked of(String topic, long offset, String key, String payload) {
    Optional<JsonNode> read = read(payload);
    if (read.isEmpty()) {
      return new Asked(offset, topic + "-0-" + offset, key, "", "", "", "", payload);
    }
    JsonNode message = read.get();
    JsonNode parameters = message.path("parameters");
    return new Asked(
        offset,
        message.path("id").asString(""),
        key,
        message.path("action").asString(""),
        parameters.path("name").asString(""),
        parameters.path("environment").path("SPEC").asString(""),
        parameters.path("command_id").asString(""),
        payload);
  }

  private static Optional<JsonNode> read(String payload) {
    try {
      return Optional.of(JsonMapper.shared().readTree(payload));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// Whether it breaks a rule, so that it has to be rejected.
  boolean isBad() {
    return action.isEmpty() || id.endsWith("-bad");
  }

  /// Whether its deadline had passed when it was sent.
  boolean isLate() {
    return id.endsWith("-late");
  }

  /// Whether its deadline was near when it was sent, so that it may rightly expire.
  boolean isBrief() {
    return id.endsWith("-brief-task");
  }

  /// Whether it is about the host.
  boolean isControl() {
    return key.equals(Resource.OfHost.KEY);
  }

  /// Whether each time it is carried out writes a line into the effects file.
  boolean writesALine() {
    return id.endsWith("-task") || id.endsWith("-exec");
  }
}
