package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.engine.EngineException;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Rollback;
import io.longshore.event.StepReport;
import io.longshore.plan.Plan;
import io.longshore.plan.Step;
import io.longshore.supervisor.SupervisorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Carries out steps in order, stops at the first that fails, and reports every one it attempted.
final class PlanExecutor {
  /// How long a process that is about to end is let do so.
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  private final StepPerformer performer;
  private final InstantSource clock;
  private final SteadyClock steady;

  /// @param clock tells when steps began
  /// @param steady tells how long they took, and whether there is time for more
  PlanExecutor(StepPerformer performer, InstantSource clock, SteadyClock steady) {
    this.performer = performer;
    this.clock = clock;
    this.steady = steady;
  }

  /// Carries out a plan until a step fails, all are done, or one has changed what the rest was
  /// planned from; takes back what the plan guards when a step fails. Something that cannot be
  /// reached is waited for by the command, which then goes on from what is there.
  Execution execute(Plan.Proceed plan, StepContext context) {
    Execution execution = execute(plan.steps(), plan.safeguard().firstSafe(), context);
    if (execution.failure() == null) {
      return execution;
    }
    List<Step> undo = plan.safeguard().after(execution.failedAt());
    if (undo.isEmpty()) {
      return execution;
    }
    return Outages.explain(execution.failure())
        ? execution.leftAsItIs(undo)
        : takeBack(execution, undo, context.untilDone());
  }

  /// Carries out steps until one fails, all are done, or one has changed what the rest was planned
  /// from.
  Execution execute(List<Step> steps, StepContext context) {
    return execute(steps, 0, context);
  }

  /// @param firstSafe the place of the first step before or in which the command may be called off
  private Execution execute(List<Step> steps, int firstSafe, StepContext context) {
    Tally tally = new Tally();
    Iterator<Step> remaining = steps.iterator();
    while (remaining.hasNext()) {
      Step step = remaining.next();
      boolean safe = tally.attempted() >= firstSafe && !makesWhole(step);
      CommandId canceller = safe ? context.stop().canceller().orElse(null) : null;
      if (canceller != null) {
        Failure failure = calledOffBefore(step, canceller, context, tally);
        return tally.failed(failure, tally.attempted());
      }
      if (!makesWhole(step) && context.over(steady.instant())) {
        return tally.failed(outOfTime(step), tally.attempted());
      }
      Failure failure = safe ? listening(step, context, tally) : attempt(step, context, tally);
      if (failure != null) {
        return tally.failed(failure, tally.attempted() - 1);
      }
      boolean replan =
          step instanceof Step.PutBack || (step instanceof Step.PullImage && remaining.hasNext());
      if (replan) {
        return tally.toBePlannedAnew();
      }
    }
    return tally.done();
  }

  /// Without these two containers would be left where one belongs.
  private static boolean makesWhole(Step step) {
    return step instanceof Step.PutBack || step instanceof Step.RemoveReplaced;
  }

  private Failure calledOffBefore(
      Step step, CommandId canceller, StepContext context, Tally tally) {
    return step instanceof Step.CollectRun run
        ? endRun(run, canceller, context, tally)
        : Cancelled.before(step, canceller);
  }

  /// A step that may wait for long ends when the command is called off.
  private @Nullable Failure listening(Step step, StepContext context, Tally tally) {
    if (!step.waits()) {
      return attempt(step, context, tally);
    }
    Begin begun = now();
    try {
      return attempt(
          step, () -> context.stop().withinStep(() -> performer.perform(step, context)), tally);
    } catch (StoppedException stopped) {
      CommandId canceller = stopped.canceller().orElseThrow();
      if (step instanceof Step.CollectRun run) {
        return hasEnded(run, context, tally) ? null : endRun(run, canceller, context, tally);
      }
      tally.add(step, report(step, StepReport.State.FAILED, begun), StepOutcome.UNCHANGED);
      return Cancelled.within(step, canceller);
    }
  }

  /// A process that comes to its end anyhow is let end.
  private boolean hasEnded(Step.CollectRun run, StepContext context, Tally tally) {
    Begin begun = now();
    try {
      StepOutcome outcome = performer.perform(run, context.briefly(AT_ONCE, begun.steady()));
      tally.add(run, report(run, state(outcome), begun), outcome);
      return true;
    } catch (EngineException | SupervisorException | StepFailedException _) {
      return false;
    }
  }

  /// Ends the process that a command waits for, and reads what it has left. An engine that is away
  /// is waited for by the command.
  private Failure endRun(
      Step.CollectRun run, CommandId canceller, StepContext context, Tally tally) {
    for (Step step : Stream.concat(run.ending().stream(), Stream.of(run)).toList()) {
      Failure failure = attempt(step, context.untilDone(), tally);
      if (failure != null) {
        return Outages.explain(failure) ? failure : Cancelled.run(run, canceller, failure);
      }
    }
    return Cancelled.run(run, canceller, null);
  }

  private @Nullable Failure attempt(Step step, StepContext context, Tally tally) {
    return attempt(step, () -> performer.perform(step, context), tally);
  }

  private @Nullable Failure attempt(Step step, Supplier<StepOutcome> work, Tally tally) {
    Begin begun = now();
    try {
      StepOutcome outcome = work.get();
      tally.add(step, report(step, state(outcome), begun), outcome);
      return null;
    } catch (EngineException | SupervisorException | StepFailedException | UncheckedIOException e) {
      tally.add(step, report(step, StepReport.State.FAILED, begun), StepOutcome.UNCHANGED);
      return failure(e);
    }
  }

  /// The command's own time may be over; going back is not cut short by it.
  private Execution takeBack(Execution execution, List<Step> undo, StepContext context) {
    Execution back = execute(undo, context);
    return execution.takenBack(back, TakingBack.told(undo, back.failure()));
  }

  /// The failure that an exception of a port stands for.
  static Failure failure(RuntimeException exception) {
    return switch (exception) {
      case EngineException e ->
          new Failure(e.kind(), String.valueOf(e.getMessage()), e.hint(), e.engineWords(), null);
      case SupervisorException e ->
          new Failure(
              e.kind(), String.valueOf(e.getMessage()), e.hint(), e.supervisorWords(), null);
      case StepFailedException e -> e.failure();
      case UncheckedIOException e -> ofFiles(e, Objects.requireNonNull(e.getCause()));
      default ->
          Failure.of(
              FailureKind.INTERNAL,
              String.valueOf(exception.getMessage()),
              "Look at the worker's log.",
              exception.toString());
    };
  }

  private static Failure ofFiles(UncheckedIOException failed, IOException why) {
    return Failure.of(
        FailureKind.INTERNAL,
        failed.getMessage() + ": " + why.getMessage(),
        "Do it by hand, or let the worker do it: its systemd unit says where it may write (ReadWritePaths=, ProtectHome=)",
        why.toString());
  }

  private static Failure outOfTime(Step next) {
    return Failure.of(
        FailureKind.TIMED_OUT,
        "The command's timeout was over before its step "
            + StepNames.of(next)
            + " "
            + next.target(),
        "Give it a longer timeout; sent again, it goes on from what is there.");
  }

  private StepReport report(Step step, StepReport.State state, Begin begun) {
    return new StepReport(
        StepNames.of(step),
        step.target(),
        step.reason(),
        state,
        begun.at,
        Duration.between(begun.steady, steady.instant()));
  }

  private static StepReport.State state(StepOutcome outcome) {
    return outcome.changed() ? StepReport.State.CHANGED : StepReport.State.UNCHANGED;
  }

  /// @param at by the host's clock
  /// @param steady the same moment by the clock that nobody sets
  private record Begin(Instant at, Instant steady) {}

  private Begin now() {
    return new Begin(clock.instant(), steady.instant());
  }

  /// A step and what became of it.
  ///
  /// @param upSince as in [StepOutcome]
  record Performed(Step step, StepReport report, @Nullable Instant upSince) {}

  /// What became of some steps.
  ///
  /// @param performed every step that was attempted, and after them those that took them back
  /// @param run the process that was run to its end; null: none was
  /// @param failure of the step that failed; null: none did
  /// @param failedAt the place of the step that failed or had no time left; -1: none
  /// @param planAnew whether the remaining steps have to be planned again
  /// @param rollback what became of the old container; null: there was nothing to take back
  record Execution(
      List<Performed> performed,
      List<String> warnings,
      StepOutcome.@Nullable Run run,
      @Nullable Failure failure,
      int failedAt,
      boolean planAnew,
      @Nullable Rollback rollback) {
    /// What is to be taken back is left to the command's next round, if there is one.
    private Execution leftAsItIs(List<Step> undo) {
      Rollback told = TakingBack.told(undo, failure);
      return new Execution(performed, warnings, run, failure, failedAt, false, told);
    }

    /// Going back that met an outage is waited for as going on is; the next round begins with it.
    private Execution takenBack(Execution back, Rollback told) {
      List<Performed> all = new ArrayList<>(performed);
      all.addAll(back.performed);
      Failure cause =
          back.failure != null && Outages.explain(back.failure) ? back.failure : failure;
      return new Execution(all, warnings, run, cause, failedAt, false, told);
    }
  }
}
