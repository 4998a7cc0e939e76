package io.longshore.worker;

import io.longshore.event.StepReport;
import io.longshore.plan.Step;

/// How steps are called in results: by their type, in camel case (`createContainer`).
final class StepNames {
  private StepNames() {}

  static String of(Step step) {
    String type = step.getClass().getSimpleName();
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  static StepReport planned(Step step) {
    return new StepReport(
        of(step), step.target(), step.reason(), StepReport.State.PLANNED, null, null);
  }
}
