package io.longshore.cli;

import io.longshore.client.Outgoing;
import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.wire.MapText;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The flags that say what a command is to be. Laid over what a file says; any may be absent.
final class DraftOptions {
  private static final String SOURCE = "/longshore/send";

  @Option(names = "--host", paramLabel = "HOST", description = "The host that is to carry it out.")
  private @Nullable String host;

  @Parameters(
      arity = "0..1",
      paramLabel = "ACTION",
      description =
          "What to do: start_container, stop_container, restart_container, recreate_or_restart_container, "
              + "remove_container, stop_and_remove_container, compare_container, compare_image, ensure_image, pull_image, "
              + "remove_image, create_volume, remove_volume or exec; and to ask: get_containers, get_containers_env, "
              + "get_containers_names, get_containers_state, get_images or get_volumes; about the host's other "
              + "commands: cancel_command (-p command_id=ID), freeze_host (-p duration=PT30M, or for as long as it "
              + "can) and thaw_host.")
  private @Nullable String action;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The container's or volume's name. Of several to ask about: -p name:='[\"a\",\"b\"]'.")
  private @Nullable String name;

  @Option(names = "--image", paramLabel = "IMAGE", description = "The image, with its tag.")
  private @Nullable String image;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "KEY=VALUE",
      description =
          "Any other parameter, under Kolla-Ansible's name; KEY:=JSON for lists and objects. May be repeated. "
              + "What is typed shows in the process list: put passwords into a file.")
  private List<String> parameters = List.of();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME=VALUE",
      description =
          "A variable of the container's environment, or of the program's (exec). May be repeated.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The command's id. Sent again under the same id, a command is answered with its first result. Default: a new UUID")
  private @Nullable String id;

  @Option(names = "--check", description = "Only say what would be done.")
  private boolean checkMode;

  @Option(
      names = "--wait-healthy",
      description =
          "A start or restart is done only when the container's health check calls it healthy.")
  private boolean waitHealthy;

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description =
          "Do not begin earlier; TIME as for --not-after. Later commands for the same container wait behind it. Give no more "
              + "than a command topic keeps its messages, a day: after that a restart of the worker answers 'expired'.")
  private @Nullable String notBefore;

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      description =
          "Do not begin later than in that time (10m) or at that instant (2026-11-22T21:00:00Z).")
  private @Nullable String notAfter;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "The longest from beginning to result, such as 90s.")
  private @Nullable Duration timeout;

  @Option(names = "--issuer", paramLabel = "WHO", description = "Who asks. Default: user@machine")
  private @Nullable String issuer;

  @Option(
      names = "--correlation-id",
      paramLabel = "ID",
      description = "What it belongs to: a rollout, a ticket.")
  private @Nullable String correlationId;

  boolean hasAction() {
    return action != null;
  }

  boolean hasHost() {
    return host != null;
  }

  boolean hasId() {
    return id != null;
  }

  /// To be called before a file is read, so that what was typed is told first.
  ///
  /// @throws CliException for a parameter or time that cannot be read
  void requireReadable(Instant now) {
    List<ParameterAssignment> _ = assignments();
    String _ = instant("--not-before", notBefore, now);
    String _ = instant("--not-after", notAfter, now);
  }

  /// The payload: the file's members, the flags' over them, and what is still missing from the
  /// defaults.
  ///
  /// @param file what a file says; an empty object without one
  /// @param target the host that it is for; null: the one that the flags or the file name
  /// @param newId used when neither gives an id
  /// @param defaultIssuer used when neither says who asks
  /// @throws CliException for a parameter or time that cannot be read
  ObjectNode payload(
      ObjectNode file, @Nullable HostName target, String newId, String defaultIssuer, Instant now) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    put(payload, "id", id, file.path("id").isMissingNode() ? newId : null);
    put(payload, "host", target == null ? host : target.text(), null);
    put(payload, "action", action, null);
    file.properties()
        .forEach(member -> payload.putIfAbsent(member.getKey(), member.getValue().deepCopy()));
    putParameters(payload);
    put(payload, "notBefore", instant("--not-before", notBefore, now), null);
    put(payload, "notAfter", instant("--not-after", notAfter, now), null);
    put(payload, "timeout", timeout == null ? null : timeout.toString(), null);
    put(payload, "issuer", issuer, file.path("issuer").isMissingNode() ? defaultIssuer : null);
    put(payload, "correlationId", correlationId, null);
    putIfSet(payload, "checkMode", checkMode);
    putIfSet(payload, "waitHealthy", waitHealthy);
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

  private static void putIfSet(ObjectNode payload, String name, boolean flag) {
    if (flag) {
      payload.put(name, true);
    }
  }

  /// A file's `parameters` that is no object stays as it is unless flags add to it: the check will
  /// name it.
  private void putParameters(ObjectNode payload) {
    List<ParameterAssignment> assignments = assignments();
    boolean given = !assignments.isEmpty() || !environment.isEmpty();
    JsonNode present = payload.path("parameters");
    if (given || present.isMissingNode()) {
      ObjectNode merged =
          present instanceof ObjectNode object ? object : payload.putObject("parameters");
      assignments.forEach(parameter -> merged.set(parameter.name(), parameter.value()));
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

  private List<ParameterAssignment> assignments() {
    List<ParameterAssignment> assignments = new ArrayList<>();
    addIfGiven(assignments, "name", name);
    addIfGiven(assignments, "image", image);
    parameters.forEach(parameter -> assignments.add(ParameterAssignment.parse(parameter)));
    return assignments;
  }

  private static void addIfGiven(
      List<ParameterAssignment> assignments, String key, @Nullable String value) {
    if (value != null) {
      assignments.add(new ParameterAssignment(key, StringNode.valueOf(value)));
    }
  }

  private static @Nullable String instant(String option, @Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    try {
      return DurationOption.parse(text)
          .map(now::plus)
          .orElseGet(() -> OffsetDateTime.parse(text).toInstant())
          .toString();
    } catch (DateTimeParseException unreadable) {
      throw new CliException(
          ExitCode.USAGE,
          option
              + ": expected "
              + DurationOption.EXPECTED
              + ", or an instant such as 2026-11-22T21:00:00Z, got '"
              + text
              + "'",
          unreadable);
    }
  }
}
