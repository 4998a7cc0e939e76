package io.longshore.wire;

import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.event.Failure;
import io.longshore.event.Reading;
import io.longshore.rollout.Gate;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.WayBack;
import java.util.List;
import java.util.Optional;

/// Reads every command of a plan for every host as the host's worker would. Of several hosts for
/// which a command is wrong, the first is told.
final class RolloutCommandCheck {
  private RolloutCommandCheck() {}

  static void check(RolloutPlan plan, Problems problems) {
    check(plan, "/commands", plan.work(), problems);
    if (plan.reversal().isAsBefore()) {
      checkWayBack(plan, problems);
    }
    check(plan, "/revert", plan.reversal().steps(), problems);
    Gate gate = plan.gate();
    if (gate != null) {
      fault(plan, gate.probe())
          .ifPresent(fault -> problems.add(new Problem("/gate", fault.words(), null)));
    }
  }

  private static void checkWayBack(RolloutPlan plan, Problems problems) {
    if (!problems.none()) {
      return;
    }
    for (int i = 0; i < plan.work().size(); i++) {
      String place = "/commands/" + i;
      obstacle(plan, plan.work().get(i))
          .ifPresent(words ->
              problems.add(
                  new Problem(
                      place, words + ": give the commands that undo it (revert), or halt", null)));
    }
  }

  /// A host's variables may say whether there is one.
  private static Optional<String> obstacle(RolloutPlan plan, Step step) {
    return plan.targets().stream().flatMap(target -> obstacle(step, target).stream()).findFirst();
  }

  private static Optional<String> obstacle(Step step, Target target) {
    return RolloutCommands.read(step, target) instanceof Reading.Understood(Envelope envelope)
        ? WayBack.obstacle(envelope.command())
        : Optional.empty();
  }

  private static void check(RolloutPlan plan, String pointer, List<Step> steps, Problems problems) {
    for (int i = 0; i < steps.size(); i++) {
      String place = pointer + "/" + i;
      fault(plan, steps.get(i))
          .ifPresent(
              fault -> problems.add(new Problem(place + fault.pointer(), fault.words(), null)));
    }
  }

  private static Optional<RolloutPlanReading.Fault> fault(RolloutPlan plan, Step step) {
    return plan.targets().stream().flatMap(target -> fault(step, target).stream()).findFirst();
  }

  private static Optional<RolloutPlanReading.Fault> fault(Step step, Target target) {
    try {
      return switch (RolloutCommands.read(step, target)) {
        case Reading.Understood _ -> Optional.empty();
        case Reading.Refused(_, _, Failure failure) ->
            Optional.of(
                told(
                    target.host(),
                    failure.pointer() == null ? "" : failure.pointer(),
                    failure.message()));
      };
    } catch (RolloutCommands.UnknownVariableException unknown) {
      return Optional.of(told(target.host(), "", String.valueOf(unknown.getMessage())));
    }
  }

  private static RolloutPlanReading.Fault told(HostName host, String pointer, String words) {
    return new RolloutPlanReading.Fault(pointer, words + " (for the host " + host + ")");
  }
}
