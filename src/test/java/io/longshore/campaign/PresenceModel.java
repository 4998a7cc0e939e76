package io.longshore.campaign;

import java.util.Optional;

/// Whether a volume or an image is there, as far as the results tell.
final class PresenceModel {
  private boolean known = true;
  private boolean there;

  /// Follows a command.
  ///
  /// @return whether it had to change something; empty when that cannot be told
  Optional<Boolean> follow(String action, boolean succeeded) {
    boolean wanted = !action.startsWith("remove");
    Optional<Boolean> changes =
        known && succeeded ? Optional.of(there != wanted) : Optional.empty();
    known = succeeded;
    there = wanted;
    return changes;
  }

  /// Whether that cannot be.
  boolean contradicts(boolean found) {
    return known && found != there;
  }
}
