package io.longshore.worker;

import io.longshore.engine.EngineException;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.StepReport;
import io.longshore.plan.Step;
import io.longshore.supervisor.SupervisorException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out steps in order, stops at the first that fails, and reports every one it attempted.
final class PlanExecutor {
  private final StepPerformer performer;
  private final InstantSource clock;

  PlanExecutor(StepPerformer performer, InstantSource clock) {
    this.performer = performer;
    this.clock = clock;
  }

  /// Carries out steps until one fails, all are done, or one has changed what the rest was planned
  /// from.
  Execution execute(List<Step> steps, StepContext context) {
    List<StepReport> reports = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    StepOutcome.@Nullable Run run = null;
    Iterator<Step> remaining = steps.iterator();
    while (remaining.hasNext()) {
      Step step = remaining.next();
      Instant begun = clock.instant();
      if (context.over(begun)) {
        return new Execution(reports, warnings, run, outOfTime(step), false);
      }
      try {
        StepOutcome outcome = performer.perform(step, context);
        reports.add(report(step, state(outcome), begun));
        warnings.addAll(outcome.warnings());
        run = outcome.run() == null ? run : outcome.run();
      } catch (EngineException
          | SupervisorException
          | StepFailedException
          | UncheckedIOException e) {
        reports.add(report(step, StepReport.State.FAILED, begun));
        return new Execution(reports, warnings, run, failure(e), false);
      }
      if (step instanceof Step.PullImage && remaining.hasNext()) {
        return new Execution(reports, warnings, run, null, true);
      }
    }
    return new Execution(reports, warnings, run, null, false);
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
      default ->
          Failure.of(
              FailureKind.INTERNAL,
              String.valueOf(exception.getMessage()),
              "Look at the worker's log.",
              exception.toString());
    };
  }

  private static Failure outOfTime(Step next) {
    return Failure.of(
        FailureKind.TIMED_OUT,
        "The command's timeout was over before its step "
            + StepNames.of(next)
            + " "
            + next.target(),
        "Give it a longer timeout; sent again, it goes on from what is there.",
        null);
  }

  private StepReport report(Step step, StepReport.State state, Instant begun) {
    return new StepReport(
        StepNames.of(step),
        step.target(),
        step.reason(),
        state,
        begun,
        Duration.between(begun, clock.instant()));
  }

  private static StepReport.State state(StepOutcome outcome) {
    return outcome.changed() ? StepReport.State.CHANGED : StepReport.State.UNCHANGED;
  }

  /// What became of some steps.
  ///
  /// @param reports of every step that was attempted
  /// @param run the process that was run to its end; null: none was
  /// @param failure of the last step attempted; null: none failed
  /// @param planAnew whether the remaining steps have to be planned again
  record Execution(
      List<StepReport> reports,
      List<String> warnings,
      StepOutcome.@Nullable Run run,
      @Nullable Failure failure,
      boolean planAnew) {}
}
