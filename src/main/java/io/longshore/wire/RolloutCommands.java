package io.longshore.wire;

import io.longshore.command.CommandId;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.Task;
import java.time.Instant;
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
  /// @param target the host it goes to
  /// @param issuer who planned the rollout
  public static WireMessage message(
      RolloutPlan plan, Target target, RolloutEvent.Sent sent, String issuer) {
    ObjectNode payload =
        payload(step(plan, sent.task()), target, sent.id(), issuer)
            .put("correlationId", plan.id().text())
            .put("notAfter", sent.until().toString());
    return CommandEncoder.encode(payload, SOURCE, sent.at());
  }

  /// The message of a command that only tells what it would do.
  ///
  /// @param now the time of sending
  public static WireMessage check(
      RolloutPlan plan, Target target, Step step, CommandId id, String issuer, Instant now) {
    ObjectNode payload =
        payload(step, target, id, issuer)
            .put("correlationId", plan.id().text())
            .put("checkMode", true);
    return CommandEncoder.encode(payload, SOURCE, now);
  }

  private static Step step(RolloutPlan plan, Task task) {
    return plan.steps(task.phase()).get(task.step());
  }

  /// @throws UnknownVariableException for one that the host has not
  static ObjectNode payload(Step step, Target target, CommandId id, String issuer) {
    ObjectNode payload = MAPPER.createObjectNode();
    payload.put("id", id.text()).put("host", target.host().text());
    payload.put("action", step.action().wireName()).put("issuer", issuer);
    payload.set("parameters", filled(MAPPER.readTree(step.parameters()), target.variables()));
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
