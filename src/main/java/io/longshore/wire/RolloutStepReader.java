package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.rollout.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the commands of a rollout's document, as far as they are the same for every host.
final class RolloutStepReader {
  private RolloutStepReader() {}

  static List<Step> steps(RolloutMembers root, String name) {
    List<Step> steps = new ArrayList<>();
    for (RolloutMembers item : root.items(name)) {
      Step step = step(item);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  /// Null when the action is none.
  static @Nullable Step step(RolloutMembers command) {
    command.refuseUnknown("action", "parameters", "timeout", "waitHealthy");
    Action action = Action.named(command.node().path("action").asString("")).orElse(null);
    if (action == null) {
      String known =
          String.join(", ", Arrays.stream(Action.values()).map(Action::wireName).toList());
      command.problem("action", "an action expected: " + known);
      return null;
    }
    Located parameters = command.member("parameters").at();
    if (!parameters.absent() && !parameters.node().isObject()) {
      command.problem("parameters", "an object expected");
    }
    return new Step(
        action,
        parameters.node().isObject() ? parameters.node().toString() : "{}",
        command.optionalDuration("timeout"),
        command.node().path("waitHealthy").asBoolean(false));
  }
}
