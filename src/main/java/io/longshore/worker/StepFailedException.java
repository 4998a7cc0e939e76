package io.longshore.worker;

import io.longshore.event.Failure;

/// A step did not bring about its effect, for a reason that neither the engine nor systemd calls an
/// error.
final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  StepFailedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
