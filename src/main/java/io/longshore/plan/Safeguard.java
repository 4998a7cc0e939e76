package io.longshore.plan;

import java.util.ArrayList;
import java.util.List;

/// How the way from an old container to a new one is taken back when it leads nowhere.
///
/// @param guarded how many of the plan's first steps it covers: a failure of a later one takes
///   nothing back
/// @param undos what takes single steps back, in the order of those steps
/// @param halfway whether an earlier attempt has taken the old container down, so that only going
///   on lets one run again: until the guarded steps are done, there is no good place to stop
public record Safeguard(int guarded, List<Undo> undos, boolean halfway) {
  /// Nothing is taken back.
  public static final Safeguard NONE = new Safeguard(0, List.of(), false);

  public Safeguard {
    undos = List.copyOf(undos);
  }

  /// What to do when the step at that place fails: the opposite of all that was attempted, the
  /// failing step included since it may have done a part, the last first.
  ///
  /// @param failed the failing step's place in the plan, from 0
  public List<Step> after(int failed) {
    return failed < guarded
        ? undos.reversed().stream()
            .filter(undo -> undo.place <= failed)
            .flatMap(undo -> undo.steps.stream())
            .toList()
        : List.of();
  }

  /// The place of the first step before which the command may be called off, from 0.
  public int firstSafe() {
    return halfway ? guarded : 0;
  }

  /// What takes one step back.
  ///
  /// @param place the step's place in the plan, from 0
  /// @param steps in the order in which to do them; each does nothing where nothing was done
  public record Undo(int place, List<Step> steps) {
    public Undo {
      steps = List.copyOf(steps);
    }
  }

  /// Gathers steps together with what takes them back.
  static final class Builder {
    private final List<Step> steps = new ArrayList<>();
    private final List<Undo> undos = new ArrayList<>();
    private int guarded;
    private boolean halfway;

    void add(Step step) {
      steps.add(step);
    }

    void addAll(List<Step> more) {
      steps.addAll(more);
    }

    void add(Step step, List<Step> undo) {
      undos.add(new Undo(steps.size(), undo));
      steps.add(step);
    }

    /// What takes back what an earlier attempt had done, whichever step fails.
    void addUndo(List<Step> undo) {
      undos.add(new Undo(0, undo));
    }

    void halfway(boolean is) {
      halfway = is;
    }

    /// From here on nothing is taken back.
    void commit() {
      guarded = steps.size();
    }

    Plan.Proceed plan(Findings findings, List<Step> afterResult) {
      return new Plan.Proceed(findings, steps, afterResult, new Safeguard(guarded, undos, halfway));
    }
  }
}
