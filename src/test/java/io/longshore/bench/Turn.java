package io.longshore.bench;

/// One way to an effect.
///
/// @param before makes ready for it, unmeasured
/// @param measured the way itself
/// @param after puts back what the next turn needs, unmeasured
record Turn(Work before, Work measured, Work after) implements Duel.Side {
  private static final Work NOTHING = () -> {};

  /// A part of a turn.
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /// A way that needs nothing and leaves nothing to put back.
  static Turn of(Work measured) {
    return new Turn(NOTHING, measured, NOTHING);
  }

  Turn after(Work work) {
    return new Turn(work, measured, after);
  }

  Turn then(Work work) {
    return new Turn(before, measured, work);
  }

  @Override
  public long run() throws Exception {
    before.run();
    long begun = System.nanoTime();
    measured.run();
    long taken = System.nanoTime() - begun;
    after.run();
    return taken;
  }
}
