package io.longshore.plan;

import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.Lifecycle;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans what ends a container's process, and what removes it. The state table stands in
/// `kolla-behaviour` §2.9.
final class StopPlanner {
  /// What systemd and the engine may need on top of the graceful time, also where many units change
  /// at once.
  private static final Duration STOP_MARGIN = Duration.ofSeconds(60);

  private static final String LEFT_BEHIND = "a replacement that failed had left it behind";

  private final PlanOptions options;

  StopPlanner(PlanOptions options) {
    this.options = options;
  }

  Plan stop(Command.StopContainer command, ActualState actual) {
    ObservedContainer container = actual.container();
    if (container == null) {
      return command.ignoreMissing()
          ? Plan.Proceed.NOTHING
          : Planner.refuse(
              FailureKind.CONTAINER_NOT_FOUND,
              "No such container: " + command.name() + " to stop",
              "Send ignore_missing: true if an absent container is fine.");
    }
    if (container.state().status() == ContainerStatus.UNKNOWN) {
      return Planner.refuse(
          FailureKind.ENGINE,
          "The engine reports a state for container "
              + command.name()
              + " that no rule is known for",
          "Look at it with: podman inspect " + command.name());
    }
    Duration graceful = command.lifecycle().gracefulTimeout();
    List<Step> steps =
        new ArrayList<>(stopping(container, actual.unit(), graceful, "a stop was asked for"));
    if (hasFailed(actual.unit())) {
      steps.add(
          new Step.ForgetUnitFailure(
              command.name(), "what is stopped because somebody asked for it has not failed"));
    }
    if (container.state().status() == ContainerStatus.REMOVING) {
      steps.add(
          new Step.AwaitRemoval(
              command.name(), stopLimit(graceful), "it is being removed already"));
    }
    return Plan.Proceed.with(steps);
  }

  Plan restart(Command.RestartContainer command, ActualState actual, Attempt attempt) {
    ObservedContainer container = actual.container();
    if (container == null) {
      return Planner.refuse(
          FailureKind.CONTAINER_NOT_FOUND,
          "No such container: " + command.name(),
          "Send start_container with its image to make it.");
    }
    List<Step> steps = new ArrayList<>(updating(command, actual.unit()));
    steps.addAll(
        restarting(
            container,
            actual.unit(),
            command.lifecycle(),
            command.waitHealthy(),
            attempt,
            "a restart was asked for"));
    return Plan.Proceed.with(steps);
  }

  /// Brings a unit file up to date that an older release wrote for the same lifecycle, that systemd
  /// has not read, or that is another than the one for the policy asked for. A policy that nobody
  /// asked for is none to write (D95).
  private List<Step> updating(Command.RestartContainer command, @Nullable ObservedUnit unit) {
    if (unit == null || unit.fileText() == null || !unitKeeps(command.lifecycle())) {
      return List.of();
    }
    String there = unit.fileText();
    String now = UnitText.of(command.name(), command.lifecycle());
    if (there.equals(now)) {
      return unit.settled() ? List.of() : installing(command, now, "systemd has not read its unit");
    }
    if (UnitText.saysTheSame(there, command.name(), command.lifecycle())) {
      return installing(command, now, "an older release wrote its unit");
    }
    return command.policyGiven()
        ? installing(command, now, "its unit is for other parameters")
        : List.of();
  }

  private static List<Step> installing(
      Command.RestartContainer command, String text, String reason) {
    return List.of(new Step.InstallUnit(command.name(), text, reason));
  }

  Plan remove(ContainerName name, Lifecycle lifecycle, ActualState actual) {
    ObservedContainer container = actual.container();
    List<Step> steps = new ArrayList<>();
    String reason = "its removal was asked for";
    if (container != null) {
      steps.addAll(stoppingForGood(container, actual.unit(), lifecycle.gracefulTimeout(), reason));
    }
    if (actual.unit() != null) {
      steps.add(removeUnit(name, lifecycle, reason));
    }
    if (container != null) {
      steps.add(removing(container, lifecycle, reason));
    }
    if (actual.setAside() != null) {
      steps.add(removing(actual.setAside(), lifecycle, LEFT_BEHIND));
    }
    return Plan.Proceed.with(steps);
  }

  Step removing(ObservedContainer container, Lifecycle lifecycle, String reason) {
    return new Step.RemoveContainer(container.name(), force(container, lifecycle), reason);
  }

  /// The grace of a removal by force. What runs in a container in a state that no rule is known for
  /// nothing else stops, and without force it is not removed; any other has been stopped.
  static @Nullable Duration force(ObservedContainer container, Lifecycle lifecycle) {
    return container.state().status() == ContainerStatus.UNKNOWN
        ? direct(lifecycle.gracefulTimeout())
        : null;
  }

  /// What brings the container's process to its end. Through its unit where that is up, and then by
  /// the engine, which does nothing when the unit's stop was enough: a container may run outside
  /// its unit (D61).
  List<Step> stopping(
      ObservedContainer container, @Nullable ObservedUnit unit, Duration graceful, String reason) {
    return stopping(container, unit, graceful, false, reason);
  }

  /// The same for a container that is to go: that its unit did not stop it does not keep it, as
  /// long as the engine then can (D63).
  List<Step> stoppingForGood(
      ObservedContainer container, @Nullable ObservedUnit unit, Duration graceful, String reason) {
    boolean engineFollows = byEngine(container.state().status());
    return stopping(container, unit, graceful, engineFollows, reason);
  }

  private static List<Step> stopping(
      ObservedContainer container,
      @Nullable ObservedUnit unit,
      Duration graceful,
      boolean engineFollows,
      String reason) {
    ContainerName name = container.name();
    List<Step> steps = new ArrayList<>();
    if (container.state().status() == ContainerStatus.PAUSED) {
      steps.add(new Step.UnpauseContainer(name, "a paused container cannot be stopped"));
    }
    if (unit != null && unit.active().up()) {
      steps.add(new Step.StopUnit(name, stopLimit(graceful), engineFollows, reason));
    }
    if (byEngine(container.state().status())) {
      steps.add(new Step.StopContainer(name, direct(graceful), reason));
    }
    return steps;
  }

  private static boolean byEngine(ContainerStatus status) {
    return switch (status) {
      case RUNNING, STOPPING, PAUSED -> true;
      case CREATED, INITIALIZED, STOPPED, EXITED, REMOVING, UNKNOWN -> false;
    };
  }

  /// What brings the process to its end that the command itself has started.
  List<Step> ending(ContainerName name, Lifecycle lifecycle, String reason) {
    List<Step> steps = new ArrayList<>();
    if (unitKeeps(lifecycle)) {
      steps.add(new Step.StopUnit(name, stopLimit(lifecycle.gracefulTimeout()), true, reason));
    }
    steps.add(new Step.StopContainer(name, direct(lifecycle.gracefulTimeout()), reason));
    return steps;
  }

  /// What starts the container's process anew. On a later attempt a start since the first proves
  /// that it was done.
  List<Step> restarting(
      ObservedContainer container,
      @Nullable ObservedUnit unit,
      Lifecycle lifecycle,
      boolean waitHealthy,
      Attempt attempt,
      String reason) {
    ContainerName name = container.name();
    Step.Steadiness steadiness =
        new Step.Steadiness(options.settle(), waitHealthy, !lifecycle.wantsUnit());
    if (attempt.startedSince(container)) {
      return List.of(
          new Step.AwaitRunning(
              name,
              null,
              lifecycle.clientTimeout(),
              steadiness,
              "an earlier attempt restarted it"));
    }
    Instant before = container.state().startedAt();
    List<Step> steps = new ArrayList<>();
    if (container.state().status() == ContainerStatus.PAUSED) {
      steps.add(new Step.UnpauseContainer(name, "a paused container cannot be restarted"));
    }
    if (!unitKeeps(lifecycle)) {
      steps.add(new Step.RestartContainer(name, direct(lifecycle.gracefulTimeout()), reason));
    } else {
      if (!isStarted(unit) && byEngine(container.state().status())) {
        steps.add(
            new Step.StopContainer(
                name, direct(lifecycle.gracefulTimeout()), "it runs outside its unit"));
      }
      if (unit == null || unit.fileText() == null) {
        steps.add(new Step.InstallUnit(name, UnitText.of(name, lifecycle), "it has no unit file"));
      }
      steps.add(
          new Step.RestartUnit(
              name,
              lifecycle.clientTimeout().plus(stopLimit(lifecycle.gracefulTimeout())),
              reason));
    }
    steps.add(
        new Step.AwaitRunning(
            name,
            before,
            lifecycle.clientTimeout(),
            steadiness,
            "a restart is done when it runs again"));
    return steps;
  }

  Step removeUnit(ContainerName name, Lifecycle lifecycle, String reason) {
    return new Step.RemoveUnit(name, stopLimit(lifecycle.gracefulTimeout()), reason);
  }

  boolean unitKeeps(Lifecycle lifecycle) {
    return options.supervisor() == PlanOptions.Supervisor.SYSTEMD && lifecycle.wantsUnit();
  }

  static boolean unitIsUp(@Nullable ObservedUnit unit) {
    return unit != null && unit.active().up();
  }

  private static boolean hasFailed(@Nullable ObservedUnit unit) {
    return unit != null && unit.active() == ObservedUnit.ActiveState.FAILED;
  }

  /// Whether a process may be the unit's: between two starts it has none.
  private static boolean isStarted(@Nullable ObservedUnit unit) {
    return unit != null
        && unit.active().up()
        && unit.active() != ObservedUnit.ActiveState.ACTIVATING;
  }

  /// The reference takes 0 for its default where the engine is told to stop a container, and for 0
  /// in the text of a unit.
  private static Duration direct(Duration graceful) {
    return graceful.isZero() ? Lifecycle.DEFAULT.gracefulTimeout() : graceful;
  }

  static Duration stopLimit(Duration graceful) {
    return graceful.plus(STOP_MARGIN);
  }
}
