package io.longshore.wire;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.event.Reading;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Writes the commands of a rollout.
public final class RolloutCommands {
  private static final String SOURCE = "/longshore/rollout";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// Of a command that is read and not sent.
  static final CommandId NO_ID = new CommandId("some-id");

  private RolloutCommands() {}

  /// A variable that a host has not.
  static final class UnknownVariableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownVariableException(String name) {
      super("there is no variable " + name);
    }
  }

  /// The message of a command that was decided on.
  ///
  /// @param target the host it goes to, one of the rollout's
  public static WireMessage message(RolloutState state, Target target, RolloutEvent.Sent sent) {
    RolloutPlan plan = state.plan();
    Task task = sent.task();
    Step step =
        state.fleet().host(target.host()).orElseThrow().steps(plan, task.phase()).get(task.step());
    boolean asWritten = task.phase() == Task.Phase.REVERT && plan.reversal().isAsBefore();
    ObjectNode payload =
        (asWritten
                ? payload(step, target.host(), sent.id(), state.by())
                : payload(step, target, sent.id(), state.by()))
            .put("correlationId", plan.id().text())
            .put("notAfter", sent.until().toString());
    return CommandEncoder.encode(payload, SOURCE, sent.at());
  }

  /// What every host of a plan is to do, as its worker reads it.
  ///
  /// @param plan one that breaks no rule
  public static List<Command> work(RolloutPlan plan, Target target) {
    List<Command> work = new ArrayList<>();
    for (Step step : plan.work()) {
      if (read(step, target) instanceof Reading.Understood(Envelope envelope)) {
        work.add(envelope.command());
      }
    }
    return work;
  }

  /// A command as the host's worker reads it.
  ///
  /// @throws UnknownVariableException for a variable that the host has not
  static Reading read(Step step, Target target) {
    byte[] bytes = CommandEncoder.bytes(payload(step, target, NO_ID, "somebody"));
    RawMessage message = new RawMessage("plan", 0, 0, Instant.EPOCH, bytes, Map.of());
    return CommandDecoder.ofAnySize(target.host()).decode(message);
  }

  /// The message of a command that only tells what it would do, its parameters taken as they are
  /// written.
  ///
  /// @param now the time of sending
  public static WireMessage check(
      RolloutPlan plan, HostName host, Step step, CommandId id, String issuer, Instant now) {
    return check(plan, payload(step, host, id, issuer), now);
  }

  /// The message of a command that only tells what it would do.
  ///
  /// @param now the time of sending
  public static WireMessage check(
      RolloutPlan plan, Target target, Step step, CommandId id, String issuer, Instant now) {
    return check(plan, payload(step, target, id, issuer), now);
  }

  private static WireMessage check(RolloutPlan plan, ObjectNode payload, Instant now) {
    payload.put("correlationId", plan.id().text()).put("checkMode", true);
    return CommandEncoder.encode(payload, SOURCE, now);
  }

  /// @throws UnknownVariableException for one that the host has not
  static ObjectNode payload(Step step, Target target, CommandId id, String issuer) {
    ObjectNode payload = payload(step, target.host(), id, issuer);
    payload.set("parameters", filled(payload.path("parameters"), target.variables()));
    return payload;
  }

  private static ObjectNode payload(Step step, HostName host, CommandId id, String issuer) {
    ObjectNode payload = MAPPER.createObjectNode();
    payload.put("id", id.text()).put("host", host.text());
    payload.put("action", step.action().wireName()).put("issuer", issuer);
    payload.set("parameters", MAPPER.readTree(step.parameters()));
    if (step.timeout() != null) {
      payload.put("timeout", step.timeout().toString());
    }
    if (step.waitHealthy()) {
      payload.put("waitHealthy", true);
    }
    return payload;
  }

  private static JsonNode filled(JsonNode node, Map<String, String> variables) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = MAPPER.createObjectNode();
        object
            .properties()
            .forEach(member -> copy.set(member.getKey(), filled(member.getValue(), variables)));
        yield copy;
      }
      case ArrayNode list -> {
        ArrayNode copy = MAPPER.createArrayNode();
        list.forEach(item -> copy.add(filled(item, variables)));
        yield copy;
      }
      case StringNode text -> StringNode.valueOf(filled(text.stringValue(), variables));
      default -> node;
    };
  }

  private static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), variables)));
  }

  private static String value(String name, Map<String, String> variables) {
    @Nullable String value = variables.get(name);
    if (value == null) {
      throw new UnknownVariableException(name);
    }
    return value;
  }
}
