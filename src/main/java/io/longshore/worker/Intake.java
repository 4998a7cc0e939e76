package io.longshore.worker;

import java.util.List;
import java.util.function.BooleanSupplier;

/// When no more commands are taken in: while there are too many, until there is room for a good
/// part again, and while something else stands against it. Used by one thread.
final class Intake {
  private final int most;
  private final List<BooleanSupplier> obstacles;
  private boolean full;

  /// @param most load, at least 1
  /// @param obstacles each of which stops it while it holds
  Intake(int most, List<BooleanSupplier> obstacles) {
    this.most = most;
    this.obstacles = List.copyOf(obstacles);
  }

  /// @param load as [Turns#load]
  boolean isClosed(int load) {
    full = full ? load > most * 3 / 4 : load >= most;
    return full || obstacles.stream().anyMatch(BooleanSupplier::getAsBoolean);
  }
}
