package io.longshore.wire;

import io.longshore.rollout.RolloutPlan;
import java.util.List;

/// What a document says of a rollout: a plan, or everything that is wrong with it.
public sealed interface RolloutPlanReading {

  /// A plan that breaks no rule.
  record Valid(RolloutPlan plan) implements RolloutPlanReading {}

  /// A document that breaks some.
  ///
  /// @param faults at least one
  record Invalid(List<Fault> faults) implements RolloutPlanReading {
    public Invalid {
      faults = List.copyOf(faults);
    }
  }

  /// One thing that is wrong.
  ///
  /// @param pointer JSON pointer into the document; empty for the whole
  /// @param words what was expected and what came, as a sentence
  record Fault(String pointer, String words) {
    @Override
    public String toString() {
      return (pointer.isEmpty() ? "" : pointer + ": ") + words;
    }
  }
}
