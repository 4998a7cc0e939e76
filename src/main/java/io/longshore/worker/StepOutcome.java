package io.longshore.worker;

import io.longshore.engine.Containers.RunOutput;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a step did.
///
/// @param changed whether it changed anything
/// @param run how a process ended that was run to its end; null for every other step
/// @param warnings the engine's, and what could not be done although the step did not fail
/// @param upSince since when the container that it waited for runs; null for every other step
record StepOutcome(
    boolean changed, @Nullable Run run, List<String> warnings, @Nullable Instant upSince) {
  static final StepOutcome UNCHANGED = of(false);
  static final StepOutcome CHANGED = of(true);

  static StepOutcome of(boolean changed) {
    return new StepOutcome(changed, null, List.of(), null);
  }

  static StepOutcome warned(boolean changed, List<String> warnings) {
    return new StepOutcome(changed, null, warnings, null);
  }

  static StepOutcome ran(boolean changed, Run run, List<String> warnings) {
    return new StepOutcome(changed, run, warnings, null);
  }

  static StepOutcome runsSince(@Nullable Instant start, List<String> warnings) {
    return new StepOutcome(false, null, warnings, start);
  }

  /// A process run to its end.
  record Run(int exitCode, RunOutput output) {}
}
