package io.longshore.bench;

import java.time.Duration;

/// Two ways to the same effect, taken in turns, so that whatever else the machine does meets both.
record Duel(String name, Samples ours, Samples floor) {
  /// One run of one side.
  @FunctionalInterface
  interface Side {
    /// How long it took, in nanoseconds, without making ready and cleaning up.
    long run() throws Exception;
  }

  /// How many rounds, at most.
  ///
  /// @param limit after which no further round is begun; one is always taken
  record Rounds(int number, Duration limit) {
    static Rounds of(int number) {
      return new Rounds(number, Duration.ofHours(1));
    }
  }

  static Duel fight(String name, Rounds warmUps, Rounds rounds, Side ours, Side floor)
      throws Exception {
    fight(warmUps, ours, floor, new Samples(), new Samples());
    Samples oursTook = new Samples();
    Samples floorTook = new Samples();
    fight(rounds, ours, floor, oursTook, floorTook);
    return new Duel(name, oursTook, floorTook);
  }

  private static void fight(
      Rounds rounds, Side ours, Side floor, Samples oursTook, Samples floorTook) throws Exception {
    long begun = System.nanoTime();
    long limit = rounds.limit().toNanos();
    int taken = 0;
    do {
      oursTook.add(ours.run());
      floorTook.add(floor.run());
      taken++;
    } while (taken < rounds.number() && System.nanoTime() - begun < limit);
  }

  double ratio() {
    return ours.medianMillis() / floor.medianMillis();
  }

  /// In milliseconds.
  double distance() {
    return ours.medianMillis() - floor.medianMillis();
  }
}
