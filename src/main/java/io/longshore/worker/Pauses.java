package io.longshore.worker;

import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import java.time.Duration;

/// Pauses between two looks at something that sends no signals.
final class Pauses {
  static final Duration FIRST = Duration.ofMillis(4);
  private static final Duration LONGEST = Duration.ofMillis(100);

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

  /// About an eighth of what was waited so far, which bounds what looking too late can add.
  static Duration longer(Duration pause) {
    Duration grown = pause.multipliedBy(9).dividedBy(8);
    return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
  }
}
