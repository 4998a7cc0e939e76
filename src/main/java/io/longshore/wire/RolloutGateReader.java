package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.rollout.Gate;
import io.longshore.rollout.Gate.Expectation;
import io.longshore.rollout.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads what a host must prove.
final class RolloutGateReader {
  private static final Duration WITHIN = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private RolloutGateReader() {}

  /// Null when there is no gate, or none that can be read.
  static @Nullable Gate gate(RolloutMembers root) {
    if (!root.has("gate")) {
      return null;
    }
    RolloutMembers gate = root.member("gate");
    gate.refuseUnknown("container", "state", "command", "for", "within", "interval");
    if (gate.has("container") == gate.has("command")) {
      gate.problem("either container or command expected");
      return null;
    }
    String state = gate.word("state", List.of("running", "healthy"), "running");
    Expectation seen = state.equals("healthy") ? Expectation.HEALTHY : Expectation.RUNNING;
    Step probe =
        gate.has("command")
            ? RolloutStepReader.step(gate.member("command"))
            : look(gate.node().path("container").asString(""));
    return probe == null
        ? null
        : new Gate(
            probe,
            gate.has("command") ? Expectation.SUCCESS : seen,
            gate.duration("for", Duration.ZERO),
            gate.duration("within", WITHIN),
            gate.duration("interval", INTERVAL));
  }

  /// A proof that takes as long as there is time for it never comes, and a host that is asked all
  /// the time does nothing else.
  static void checkNew(RolloutMembers root, @Nullable Gate gate) {
    if (gate != null && gate.steady().compareTo(gate.within()) >= 0) {
      root.member("gate").problem("for", "a time shorter than within expected");
    }
    if (gate != null && gate.interval().isZero()) {
      root.member("gate").problem("interval", RolloutMembers.SOME_TIME);
    }
  }

  private static Step look(String container) {
    ObjectNode parameters = JsonMapper.shared().createObjectNode().put("name", container);
    parameters.putObject("args").put("get_all_containers", true);
    return new Step(Action.GET_CONTAINERS, parameters.toString(), null, false);
  }
}
