package io.longshore.rollout;

import java.util.List;

/// How changed hosts are brought back.
///
/// @param onBreach whether that is done by itself when the budget is breached or time runs out;
///   otherwise the rollout halts, and a person may ask for it
/// @param steps the commands for each changed host, in order; empty: none can be brought back
public record Reversal(boolean onBreach, List<Step> steps) {
  /// Nothing can be brought back.
  public static final Reversal NONE = new Reversal(false, List.of());

  public Reversal {
    steps = List.copyOf(steps);
  }
}
