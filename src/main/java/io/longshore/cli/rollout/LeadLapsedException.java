package io.longshore.cli.rollout;

import io.longshore.rollout.RolloutId;

/// A coordinator may write no more, and nobody else leads: a broker too slow for a transaction
/// gives it up, and then refuses its producer as if there were another. Nothing of what was decided
/// last has happened; a new coordinator goes on.
public final class LeadLapsedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean gotOn;

  /// @param gotOn whether the rollout got on before
  /// @param refused what the coordinator was told
  public LeadLapsedException(RolloutId id, boolean gotOn, LostLeadException refused) {
    super("the broker gave up what was written last of the rollout " + id, refused);
    this.gotOn = gotOn;
  }

  /// Whether the rollout got on before.
  public boolean gotOn() {
    return gotOn;
  }
}
