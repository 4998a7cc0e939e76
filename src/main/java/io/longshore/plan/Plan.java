package io.longshore.plan;

import io.longshore.event.Fact;
import io.longshore.event.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to do about a command, decided from what was found.
public sealed interface Plan {

  /// Carry out the steps, in order, and stop at the first that fails.
  ///
  /// @param findings what was compared
  /// @param steps empty: it is so already
  /// @param afterResult steps for when the result is durable: they remove what is evidence until
  ///   then
  /// @param safeguard what takes the steps back when one of them fails
  record Proceed(Findings findings, List<Step> steps, List<Step> afterResult, Safeguard safeguard)
      implements Plan {
    /// It is so already.
    public static final Proceed NOTHING = new Proceed(Findings.NONE, List.of(), List.of());

    public Proceed {
      steps = List.copyOf(steps);
      afterResult = List.copyOf(afterResult);
    }

    /// Steps that leave what they have done when one of them fails.
    public Proceed(Findings findings, List<Step> steps, List<Step> afterResult) {
      this(findings, steps, afterResult, Safeguard.NONE);
    }

    /// The id of the local image when pulling it again is all there is to do, so that only the end
    /// of the pull tells whether anything has changed; null for every other plan.
    public @Nullable String imageBefore() {
      return steps.size() == 1 && steps.getFirst() instanceof Step.PullImage pull
          ? pull.currentId()
          : null;
    }

    /// Whether all there is to do is to wait for what somebody else has started, or to tidy up.
    public boolean onlyWaits() {
      return steps.stream().allMatch(step -> step instanceof Step.CollectRun || step.onlyTidies());
    }

    /// Whether carrying it out would count as a change.
    public boolean changes() {
      return !steps.stream().allMatch(Step::onlyTidies);
    }

    /// Only these steps.
    public static Proceed with(List<Step> steps) {
      return new Proceed(Findings.NONE, steps, List.of());
    }
  }

  /// Do nothing: facts were asked for, and here they are.
  ///
  /// @param warnings what a person should know of them
  record Tell(Fact.Members facts, List<String> warnings) implements Plan {
    public Tell {
      warnings = List.copyOf(warnings);
    }
  }

  /// Do nothing: it cannot be done.
  record Refuse(Failure failure) implements Plan {}
}
