package io.longshore.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a step did.
///
/// @param changed whether it changed anything
/// @param run how a process ended that was run to its end; null for every other step
/// @param warnings the engine's
record StepOutcome(boolean changed, @Nullable Run run, List<String> warnings) {
  static final StepOutcome UNCHANGED = new StepOutcome(false, null, List.of());
  static final StepOutcome CHANGED = new StepOutcome(true, null, List.of());

  static StepOutcome of(boolean changed) {
    return changed ? CHANGED : UNCHANGED;
  }

  /// A process run to its end.
  record Run(int exitCode, String stdout, String stderr) {}
}
