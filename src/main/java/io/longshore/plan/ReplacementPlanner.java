package io.longshore.plan;

import io.longshore.command.ContainerName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans how a container takes another's place without a way of no return before it runs (D57).
///
/// The new one is made under a name of its own while the old one still runs; only then is the old
/// one stopped and renamed, and it is removed when the new one runs. Until then every step can be
/// taken back.
final class ReplacementPlanner {
  private static final String PUT_BACK = "the container before it is put back";

  private final PlanOptions options;
  private final StopPlanner stops;
  private final Launch launch;

  ReplacementPlanner(PlanOptions options, StopPlanner stops, Launch launch) {
    this.options = options;
    this.stops = stops;
    this.launch = launch;
  }

  /// Puts a new container into the place of one that is there.
  Plan replace(
      Wanted wanted,
      ActualState actual,
      ObservedContainer old,
      Attempt attempt,
      Findings findings,
      String reason) {
    Safeguard.Builder plan = new Safeguard.Builder();
    plan.addAll(launch.preparing(wanted, actual));
    plan.halfway(!runs(old) && attempt.endedSince(old));
    if (old.state().status() == ContainerStatus.REMOVING || !options.replacing().safely()) {
      return afterRemoval(plan, wanted, actual, old, findings, reason);
    }
    ContainerName name = wanted.name();
    ContainerName next = ReplacementNames.next(name);
    ContainerName previous = ReplacementNames.previous(name);
    plan.add(
        launch.creatingReplacement(wanted, actual, reason),
        List.of(new Step.RemoveContainer(next, "it did not take its place")));
    stopOld(plan, wanted, actual.unit(), old, attempt, reason);
    plan.add(
        new Step.RenameContainer(name, previous, "it waits until the new one runs"),
        List.of(new Step.RenameContainer(previous, name, PUT_BACK)));
    plan.add(
        new Step.RenameContainer(next, name, "it takes its place"),
        List.of(new Step.RenameContainer(name, next, PUT_BACK)));
    settleUnit(plan, wanted, actual.unit());
    plan.add(launch.start(wanted, "it was recreated"), stopNew(wanted));
    finish(plan, wanted, null, removing(old, previous, wanted));
    return plan.plan(findings, launch.afterResult(wanted));
  }

  /// Goes on where an earlier attempt of the same command had put its container into its place.
  ///
  /// @param made its container
  /// @param old what it had set aside
  Plan goOn(
      Wanted wanted,
      ActualState actual,
      ObservedContainer made,
      ObservedContainer old,
      Attempt attempt) {
    Safeguard.Builder plan = new Safeguard.Builder();
    Step last = removing(old, old.name(), wanted);
    if (made.state().startedAt() != null && !wanted.mode().detach()) {
      finish(plan, wanted, null, last);
      return plan.plan(Findings.NONE, launch.afterResult(wanted));
    }
    plan.halfway(true);
    ContainerName name = wanted.name();
    ContainerName next = ReplacementNames.next(name);
    List<Step> undo = new ArrayList<>(stopNew(wanted));
    undo.add(new Step.RenameContainer(name, next, PUT_BACK));
    undo.add(new Step.RenameContainer(old.name(), name, PUT_BACK));
    undo.addAll(reviveOld(wanted, actual.unit(), attempt.endedSince(old)));
    undo.add(new Step.RemoveContainer(next, "it did not take its place"));
    plan.addUndo(undo);
    String reason = "an earlier attempt made it and did not get it to run";
    if (stops.unitKeeps(wanted.lifecycle())) {
      plan.add(launch.installing(wanted, reason));
    }
    plan.add(launch.start(wanted, reason));
    finish(plan, wanted, Launch.endedRun(made), last);
    return plan.plan(Findings.NONE, launch.afterResult(wanted));
  }

  /// Somebody removes it already, or began to and was cut off, or the operator wants it gone first:
  /// there is nothing to go back to.
  private Plan afterRemoval(
      Safeguard.Builder plan,
      Wanted wanted,
      ActualState actual,
      ObservedContainer old,
      Findings findings,
      String reason) {
    plan.addAll(
        stops.stoppingForGood(old, actual.unit(), wanted.lifecycle().gracefulTimeout(), reason));
    plan.add(stops.removing(old, wanted.lifecycle(), reason));
    if (!stops.unitKeeps(wanted.lifecycle()) && actual.unit() != null) {
      plan.add(launch.removingUnit(wanted));
    }
    plan.add(launch.creating(wanted, actual, reason));
    plan.addAll(launch.starting(wanted, null, "it was recreated"));
    return plan.plan(findings, launch.afterResult(wanted));
  }

  private void stopOld(
      Safeguard.Builder plan,
      Wanted wanted,
      @Nullable ObservedUnit unit,
      ObservedContainer old,
      Attempt attempt,
      String reason) {
    boolean stoppedBefore = !runs(old) && attempt.endedSince(old);
    List<Step> undo = reviveOld(wanted, unit, runs(old) || stoppedBefore);
    if (stoppedBefore) {
      plan.addUndo(undo);
      undo = List.of();
    }
    for (Step stop : stops.stopping(old, unit, wanted.lifecycle().gracefulTimeout(), reason)) {
      plan.add(stop, undo);
      undo = List.of();
    }
  }

  private static boolean runs(ObservedContainer old) {
    return switch (old.state().status()) {
      case RUNNING, PAUSED, STOPPING -> true;
      case CREATED, INITIALIZED, STOPPED, EXITED, REMOVING, UNKNOWN -> false;
    };
  }

  /// Starts the old container in the way in which it ran.
  private List<Step> reviveOld(Wanted wanted, @Nullable ObservedUnit unit, boolean ran) {
    ContainerName name = wanted.name();
    List<Step> steps = new ArrayList<>();
    boolean byUnit = unit != null && unit.fileText() != null;
    if (byUnit && (ran || StopPlanner.unitIsUp(unit))) {
      steps.add(new Step.StartUnit(name, wanted.lifecycle().clientTimeout(), PUT_BACK));
    } else if (ran) {
      steps.add(new Step.StartContainer(name, PUT_BACK));
    }
    if (ran) {
      steps.add(
          new Step.AwaitRunning(
              name,
              null,
              wanted.lifecycle().clientTimeout(),
              // What is seen first may be the end of its run before, or that run going on.
              new Step.Steadiness(Duration.ZERO, false, !byUnit && !wanted.lifecycle().wantsUnit()),
              PUT_BACK));
    }
    return steps;
  }

  /// The unit file that the new container is to have, or none.
  private void settleUnit(Safeguard.Builder plan, Wanted wanted, @Nullable ObservedUnit unit) {
    String before = unit == null ? null : unit.fileText();
    boolean keeps = stops.unitKeeps(wanted.lifecycle());
    if (keeps) {
      plan.add(
          launch.installing(wanted, "it was recreated"),
          List.of(
              before == null
                  ? stops.removeUnit(wanted.name(), wanted.lifecycle(), PUT_BACK)
                  : new Step.InstallUnit(wanted.name(), before, PUT_BACK)));
    } else if (unit != null) {
      plan.add(
          launch.removingUnit(wanted),
          before == null
              ? List.of()
              : List.of(new Step.InstallUnit(wanted.name(), before, PUT_BACK)));
    }
  }

  private List<Step> stopNew(Wanted wanted) {
    return stops.ending(wanted.name(), wanted.lifecycle(), PUT_BACK);
  }

  /// @param aside the name under which it was set aside
  private static Step removing(ObservedContainer old, ContainerName aside, Wanted wanted) {
    return new Step.RemoveReplaced(
        aside, StopPlanner.force(old, wanted.lifecycle()), "another one has taken its place");
  }

  /// A task has replaced the old container as soon as it was started: whatever its end, it ran.
  ///
  /// @param before as that of [Launch#running]
  /// @param removal of the old container
  private void finish(
      Safeguard.Builder plan, Wanted wanted, @Nullable Instant before, Step removal) {
    if (wanted.mode().detach()) {
      plan.add(launch.running(wanted, before, options.replacing().settle()));
    }
    plan.commit();
    plan.add(removal);
    if (!wanted.mode().detach()) {
      plan.add(launch.collecting(wanted, before, "its end is waited for"));
    }
  }
}
