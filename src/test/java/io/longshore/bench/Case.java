package io.longshore.bench;

import io.longshore.bench.Turn.Work;
import java.time.Duration;

/// An action to measure beside its floor: the fewest calls with the same effect.
///
/// @param setUp makes what all turns need
/// @param tearDown takes it away again
record Case(String name, Effort effort, Work setUp, Turn ours, Turn floor, Work tearDown) {
  private static final Work NOTHING = () -> {};

  static Case of(String name, Effort effort, Turn ours, Turn floor) {
    return new Case(name, effort, NOTHING, ours, floor, NOTHING);
  }

  Case within(Work makes, Work takesAway) {
    return new Case(name, effort, makes, ours, floor, takesAway);
  }

  Duel fight(boolean quick) throws Exception {
    setUp.run();
    Duel duel = Duel.fight(name, effort.warmUps(quick), effort.rounds(quick), ours, floor);
    tearDown.run();
    return duel;
  }

  /// How often an action is measured, by how long it takes.
  enum Effort {
    /// Some milliseconds: only looks, or changes no more than a name.
    LOOK(500, 500),
    /// Some tens of milliseconds: a change by the engine alone.
    CHANGE(20, 100),
    /// A tenth of a second: a program run in a container.
    RUN(10, 80),
    /// Tenths of seconds: a unit is started or stopped, systemd reloads.
    UNIT(6, 20);

    private static final int QUICK_PART = 4;

    private final int warmUps;
    private final int rounds;

    Effort(int warmUps, int rounds) {
      this.warmUps = warmUps;
      this.rounds = rounds;
    }

    Duel.Rounds warmUps(boolean quick) {
      return quick
          ? new Duel.Rounds(1 + warmUps / QUICK_PART, Duration.ofSeconds(1))
          : new Duel.Rounds(warmUps, Duration.ofSeconds(3));
    }

    Duel.Rounds rounds(boolean quick) {
      return quick
          ? new Duel.Rounds(1 + rounds / QUICK_PART, Duration.ofSeconds(3))
          : new Duel.Rounds(rounds, Duration.ofSeconds(12));
    }
  }
}
