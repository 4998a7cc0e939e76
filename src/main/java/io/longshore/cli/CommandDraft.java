package io.longshore.cli;

import io.longshore.client.Outgoing;
import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.wire.MapText;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the flags say about a command. Laid over what a file says; anything may be absent.
///
/// @param id null: each command gets a new one, unless its file gives one
/// @param host the target
/// @param action what to do
/// @param parameters the action's parameters but for the environment
/// @param environment the container's variables
/// @param notBefore it is not begun before
/// @param notAfter the binding deadline
/// @param timeout ISO 8601
/// @param flags members that are true, such as `checkMode`
/// @param issuer who asks
/// @param correlationId what it belongs to
record CommandDraft(
    @Nullable String id,
    @Nullable String host,
    @Nullable String action,
    List<ParameterAssignment> parameters,
    Map<String, String> environment,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable String timeout,
    Set<String> flags,
    @Nullable String issuer,
    @Nullable String correlationId) {
  private static final String SOURCE = "/longshore/send";

  CommandDraft {
    parameters = List.copyOf(parameters);
    flags = Collections.unmodifiableSet(new TreeSet<>(flags));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// The same for that host.
  CommandDraft to(HostName target) {
    return new CommandDraft(
        id,
        target.text(),
        action,
        parameters,
        environment,
        notBefore,
        notAfter,
        timeout,
        flags,
        issuer,
        correlationId);
  }

  /// The payload: the file's members, the flags' over them, and what is still missing from the
  /// defaults.
  ///
  /// @param file what a file says; an empty object without one
  /// @param defaultIssuer used when neither says who asks
  ObjectNode over(ObjectNode file, String newId, String defaultIssuer) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    put(payload, "id", id, file.path("id").isMissingNode() ? newId : null);
    put(payload, "host", host, null);
    put(payload, "action", action, null);
    file.properties()
        .forEach(member -> payload.putIfAbsent(member.getKey(), member.getValue().deepCopy()));
    putParameters(payload);
    put(payload, "notBefore", notBefore == null ? null : notBefore.toString(), null);
    put(payload, "notAfter", notAfter == null ? null : notAfter.toString(), null);
    put(payload, "timeout", timeout, null);
    put(payload, "issuer", issuer, file.path("issuer").isMissingNode() ? defaultIssuer : null);
    put(payload, "correlationId", correlationId, null);
    flags.forEach(flag -> payload.put(flag, true));
    return payload;
  }

  /// The command of a payload.
  ///
  /// @throws CliException when the payload does not name a host
  static Outgoing outgoing(ObjectNode payload, Instant now) {
    String host = payload.path("host").asString("");
    if (host.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "no host is named: give --host HOST, or host: in the file");
    }
    try {
      return Outgoing.of(new HostName(host), payload, SOURCE, now);
    } catch (InvalidValueException refused) {
      throw new CliException(ExitCode.USAGE, "host: " + refused.getMessage(), refused);
    }
  }

  private static void put(
      ObjectNode payload, String name, @Nullable String value, @Nullable String otherwise) {
    String chosen = value == null ? otherwise : value;
    if (chosen != null) {
      payload.put(name, chosen);
    }
  }

  /// A file's `parameters` that is no object stays as it is unless flags add to it: the check will
  /// name it.
  private void putParameters(ObjectNode payload) {
    boolean given = !parameters.isEmpty() || !environment.isEmpty();
    JsonNode present = payload.path("parameters");
    if (given || present.isMissingNode()) {
      ObjectNode merged =
          present instanceof ObjectNode object ? object : payload.putObject("parameters");
      parameters.forEach(parameter -> merged.set(parameter.name(), parameter.value()));
      if (!environment.isEmpty()) {
        ObjectNode variables =
            MapText.orSame(merged.path("environment")) instanceof ObjectNode object
                ? object
                : merged.objectNode();
        environment.forEach(variables::put);
        merged.set("environment", variables);
      }
    }
  }
}
