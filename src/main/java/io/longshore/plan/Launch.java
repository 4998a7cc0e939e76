package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import io.longshore.command.Mount;
import io.longshore.command.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The steps from nothing to a container that runs, or has run.
final class Launch {
  private final PlanOptions options;
  private final StopPlanner stops;

  Launch(PlanOptions options, StopPlanner stops) {
    this.options = options;
    this.stops = stops;
  }

  /// What the container needs before it can be made.
  List<Step> preparing(Wanted wanted, ActualState actual) {
    List<Step> steps = new ArrayList<>();
    if (actual.image() == null) {
      steps.add(Planner.pull(wanted.request(), "no local image has that name"));
    }
    for (Mount mount : wanted.spec().storage().volumes()) {
      switch (mount.kind()) {
        case VOLUME ->
            steps.add(new Step.EnsureVolume(new VolumeName(mount.source()), "it is mounted"));
        case BIND -> {
          if (options.makesDirectory(mount.source())) {
            steps.add(new Step.EnsureDirectory(mount.source(), "it is mounted"));
          }
        }
        case DEVPTS -> {}
      }
    }
    return steps;
  }

  Step creating(Wanted wanted, ActualState actual, String reason) {
    return new Step.CreateContainer(complete(wanted, actual), keptByEngine(wanted), reason);
  }

  Step creatingReplacement(Wanted wanted, ActualState actual, String reason) {
    return new Step.CreateReplacement(complete(wanted, actual), keptByEngine(wanted), reason);
  }

  private ContainerSpec complete(Wanted wanted, ActualState actual) {
    return wanted
        .spec()
        .withEnvironment(DesiredEnvironment.of(wanted.spec(), actual.timeZone(), options));
  }

  private boolean keptByEngine(Wanted wanted) {
    return options.supervisor() == PlanOptions.Supervisor.ENGINE && wanted.lifecycle().wantsUnit();
  }

  /// Starts it and waits for what the caller waits for.
  ///
  /// @param container as it is, not running; null: it is still to be made
  List<Step> starting(Wanted wanted, @Nullable ObservedContainer container, String reason) {
    Instant before = container == null ? null : endedRun(container);
    List<Step> steps = new ArrayList<>();
    if (stops.unitKeeps(wanted.lifecycle())) {
      steps.add(installing(wanted, reason));
    }
    steps.add(start(wanted, reason));
    steps.add(awaiting(wanted, before, "its end is waited for"));
    return steps;
  }

  /// Waits for what the caller waits for.
  ///
  /// @param before as that of [#running]
  Step awaiting(Wanted wanted, @Nullable Instant before, String reason) {
    return wanted.mode().detach()
        ? running(wanted, before, options.settle())
        : collecting(wanted, before, reason);
  }

  /// Whether a run that was begun must not be begun again: one whose end is wanted, and one of a
  /// task in the background that has ended well.
  static boolean hasRun(Wanted wanted, ObservedContainer container) {
    boolean endedTask = !wanted.lifecycle().wantsUnit() && container.state().endedWell();
    return container.state().startedAt() != null && (!wanted.mode().detach() || endedTask);
  }

  Step installing(Wanted wanted, String reason) {
    return new Step.InstallUnit(
        wanted.name(), UnitText.of(wanted.name(), wanted.lifecycle()), reason);
  }

  Step removingUnit(Wanted wanted) {
    return stops.removeUnit(
        wanted.name(), wanted.lifecycle(), "this container is to be kept by no unit");
  }

  Step start(Wanted wanted, String reason) {
    return stops.unitKeeps(wanted.lifecycle())
        ? new Step.StartUnit(wanted.name(), wanted.lifecycle().clientTimeout(), reason)
        : new Step.StartContainer(wanted.name(), reason);
  }

  /// When the run was started that a start now follows; null: it runs, or never did.
  static @Nullable Instant endedRun(ObservedContainer container) {
    return switch (container.state().status()) {
      case CREATED, INITIALIZED, STOPPED, EXITED -> container.state().startedAt();
      case RUNNING, PAUSED, STOPPING, REMOVING, UNKNOWN -> null;
    };
  }

  /// The end of a start in the background. A unit's start is done before the engine knows of it, so
  /// that what is seen first may still be the end of the run before.
  ///
  /// @param before as [#endedRun]
  Step running(Wanted wanted, @Nullable Instant before, Duration settle) {
    return new Step.AwaitRunning(
        wanted.name(),
        before,
        wanted.lifecycle().clientTimeout(),
        new Step.Steadiness(settle, wanted.mode().waitHealthy(), !wanted.lifecycle().wantsUnit()),
        "a start is done when it runs");
  }

  /// The end of a start whose end is waited for.
  ///
  /// @param before as that of [#running]
  Step collecting(Wanted wanted, @Nullable Instant before, String reason) {
    return new Step.CollectRun(
        wanted.name(),
        before,
        wanted.lifecycle().clientTimeout(),
        stops.ending(wanted.name(), wanted.lifecycle(), "the command was called off"),
        reason);
  }

  /// A container run to its end is evidence until its result is durable.
  List<Step> afterResult(Wanted wanted) {
    if (wanted.mode().detach() || !wanted.mode().removeOnExit()) {
      return List.of();
    }
    String reason = "it has ended and its result is durable";
    List<Step> steps = new ArrayList<>();
    if (stops.unitKeeps(wanted.lifecycle())) {
      steps.add(stops.removeUnit(wanted.name(), wanted.lifecycle(), reason));
    }
    steps.add(new Step.RemoveContainer(wanted.name(), reason));
    return steps;
  }
}
