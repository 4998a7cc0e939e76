package io.longshore.engine.podman;

import java.time.Duration;

/// A short wait between two looks at the same thing.
final class Pause {
  private Pause() {}

  /// Waits, unless the thread is interrupted.
  ///
  /// @throws io.longshore.engine.EngineException when it is, with the thread's interruption kept
  static void of(Duration duration, String attempt) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted(attempt, interrupted);
    }
  }
}
