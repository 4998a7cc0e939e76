package io.longshore.rollout;

import java.util.List;

/// How changed hosts are brought back.
///
/// @param onBreach whether that is done by itself when the budget is breached or time runs out;
///   otherwise the rollout halts, and a person may ask for it
/// @param way by which commands
public record Reversal(boolean onBreach, Way way) {
  /// Nothing can be brought back.
  public static final Reversal NONE = new Reversal(false, List.of());

  /// By these commands for each changed host, in order; none: none can be brought back.
  public Reversal(boolean onBreach, List<Step> steps) {
    this(onBreach, new Way.Given(steps));
  }

  /// By which commands.
  public sealed interface Way {
    /// By the plan's own.
    record Given(List<Step> steps) implements Way {
      public Given {
        steps = List.copyOf(steps);
      }
    }

    /// By those that were found out for each host before the rollout ([Before]).
    record AsBefore() implements Way {}
  }

  /// The plan's own commands; none when each host has its own.
  public List<Step> steps() {
    return switch (way) {
      case Way.Given(List<Step> steps) -> steps;
      case Way.AsBefore _ -> List.of();
    };
  }

  /// Whether each host is brought back by commands of its own.
  public boolean isAsBefore() {
    return way instanceof Way.AsBefore;
  }

  /// Whether a host can be brought back at all.
  public boolean isPossible() {
    return isAsBefore() || !steps().isEmpty();
  }
}
