package io.longshore.worker;

import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import java.time.Duration;

/// Pauses between two looks at something that sends no signals.
final class Pauses {
  private Pauses() {}

  /// @throws StepFailedException when the worker ends meanwhile
  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailedException(
          Failure.of(FailureKind.INTERNAL, "The worker ended while the step went on"));
    }
  }
}
