package io.longshore.worker;

import io.longshore.event.Failure;
import io.longshore.event.StepReport;
import io.longshore.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was attempted of some steps. Used by one thread.
final class Tally {
  private final List<PlanExecutor.Performed> performed = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private StepOutcome.@Nullable Run run;

  int attempted() {
    return performed.size();
  }

  void add(Step step, StepReport report, StepOutcome outcome) {
    performed.add(new PlanExecutor.Performed(step, report, outcome.upSince()));
    warnings.addAll(outcome.warnings());
    run = outcome.run() == null ? run : outcome.run();
  }

  PlanExecutor.Execution done() {
    return execution(null, -1, false);
  }

  PlanExecutor.Execution toBePlannedAnew() {
    return execution(null, -1, true);
  }

  PlanExecutor.Execution failed(Failure failure, int failedAt) {
    return execution(failure, failedAt, false);
  }

  private PlanExecutor.Execution execution(
      @Nullable Failure failure, int failedAt, boolean planAnew) {
    return new PlanExecutor.Execution(performed, warnings, run, failure, failedAt, planAnew, null);
  }
}
