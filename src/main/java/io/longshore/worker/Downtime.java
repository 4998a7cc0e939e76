package io.longshore.worker;

import io.longshore.event.StepReport;
import io.longshore.plan.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Measures how long a container's process was gone: from the begin of the first step that took it
/// down to the start of the last process that was seen to run, its own or that of one in its place.
final class Downtime {
  private @Nullable Instant down;
  private @Nullable Instant up;

  /// Notes a step that was attempted.
  void note(PlanExecutor.Performed performed) {
    if (down == null && takesDown(performed.step()) && attempted(performed.report())) {
      down = performed.report().startedAt();
    }
    if (performed.upSince() != null) {
      up = performed.upSince();
    }
  }

  private static boolean takesDown(Step step) {
    return switch (step) {
      case Step.StopUnit _, Step.StopContainer _, Step.RestartUnit _, Step.RestartContainer _ ->
          true;
      case Step.OnContainer _,
          Step.PullImage _,
          Step.RemoveImage _,
          Step.EnsureVolume _,
          Step.RemoveVolume _,
          Step.EnsureDirectory _ ->
          false;
    };
  }

  private static boolean attempted(StepReport report) {
    return report.state() != StepReport.State.UNCHANGED;
  }

  /// Null when nothing was taken down, or nothing came up after it.
  @Nullable Duration measured() {
    return down == null || up == null || up.isBefore(down) ? null : Duration.between(down, up);
  }
}
