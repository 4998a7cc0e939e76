package io.longshore.client;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Puts a command together, member by member of `schemas/command.schema.json`. For use by one
/// thread.
public final class CommandBuilder {
  private static final String SOURCE = "/longshore/client";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final HostName host;
  private final ObjectNode payload = MAPPER.createObjectNode();
  private final ObjectNode parameters;

  private CommandBuilder(HostName host, Action action) {
    this.host = host;
    payload.put("id", UUID.randomUUID().toString());
    payload.put("host", host.text()).put("action", action.wireName());
    this.parameters = payload.putObject("parameters");
  }

  /// A command to a host, under an id drawn by chance.
  public static CommandBuilder to(HostName host, Action action) {
    return new CommandBuilder(host, action);
  }

  /// Its id. Who may have to send it again, after a crash, say, gives one that comes out the same
  /// then: [io.longshore.command.CommandIds#named].
  public CommandBuilder id(CommandId id) {
    payload.put("id", id.text());
    return this;
  }

  /// A parameter of the action.
  ///
  /// @param name Kolla-Ansible's
  /// @param value a text, number, boolean, or a list or map of such
  public CommandBuilder parameter(String name, Object value) {
    parameters.set(name, MAPPER.valueToTree(value));
    return this;
  }

  /// Several parameters of the action.
  public CommandBuilder parameters(Map<String, ?> values) {
    values.forEach(this::parameter);
    return this;
  }

  /// It is not begun before that time.
  public CommandBuilder notBefore(Instant time) {
    payload.put("notBefore", time.toString());
    return this;
  }

  /// It is not begun after that time: it is answered with `expired` then.
  public CommandBuilder notAfter(Instant time) {
    payload.put("notAfter", time.toString());
    return this;
  }

  /// The longest that it may take from its beginning to its result.
  public CommandBuilder timeout(Duration longest) {
    payload.put("timeout", longest.toString());
    return this;
  }

  /// Only to be said what would be done.
  public CommandBuilder checkMode() {
    payload.put("checkMode", true);
    return this;
  }

  /// A start or restart is done only when the container's health check calls it healthy.
  public CommandBuilder waitHealthy() {
    payload.put("waitHealthy", true);
    return this;
  }

  /// Who asks, for the audit.
  public CommandBuilder issuer(String who) {
    payload.put("issuer", who);
    return this;
  }

  /// What it belongs to: a rollout, a ticket.
  public CommandBuilder correlationId(String id) {
    payload.put("correlationId", id);
    return this;
  }

  /// The command as it is by now. Nothing is checked: [Outgoing#fault] does.
  ///
  /// @param now the time of sending
  public Outgoing build(Instant now) {
    return Outgoing.of(host, payload, SOURCE, now);
  }
}
