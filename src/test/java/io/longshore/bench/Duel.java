package io.longshore.bench;

/// Two ways to the same effect, taken in turns, so that whatever else the machine does meets both.
record Duel(String name, Samples ours, Samples floor) {
  /// One run of one side.
  @FunctionalInterface
  interface Side {
    /// How long it took, in nanoseconds, without making ready and cleaning up.
    long run() throws Exception;
  }

  static Duel fight(String name, int warmUps, int rounds, Side ours, Side floor) throws Exception {
    for (int i = 0; i < warmUps; i++) {
      ours.run();
      floor.run();
    }
    Samples oursTook = new Samples();
    Samples floorTook = new Samples();
    for (int i = 0; i < rounds; i++) {
      oursTook.add(ours.run());
      floorTook.add(floor.run());
    }
    return new Duel(name, oursTook, floorTook);
  }

  double ratio() {
    return ours.medianMillis() / floor.medianMillis();
  }

  /// In milliseconds.
  double distance() {
    return ours.medianMillis() - floor.medianMillis();
  }
}
