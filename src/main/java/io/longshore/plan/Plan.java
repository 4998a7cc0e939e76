package io.longshore.plan;

import io.longshore.event.Difference;
import io.longshore.event.Failure;
import java.util.List;

/// What to do about a command, decided from what was found.
public sealed interface Plan {

  /// Carry out the steps, in order, and stop at the first that fails.
  ///
  /// @param differences what is not as asked for
  /// @param result the reference's second answer: whether a comparison found a difference
  /// @param steps empty: it is so already
  /// @param afterResult steps for when the result is durable: what is evidence until then
  /// @param warnings what a person should know
  record Proceed(
      List<Difference> differences, boolean result, List<Step> steps, List<Step> afterResult, List<String> warnings)
      implements Plan {
    public Proceed {
      differences = List.copyOf(differences);
      steps = List.copyOf(steps);
      afterResult = List.copyOf(afterResult);
      warnings = List.copyOf(warnings);
    }

    /// Only these steps.
    public static Proceed with(List<Step> steps) {
      return new Proceed(List.of(), false, steps, List.of(), List.of());
    }

    /// It is so already.
    public static final Proceed NOTHING = with(List.of());
  }

  /// Do nothing: it cannot be done.
  record Refuse(Failure failure) implements Plan {}
}
