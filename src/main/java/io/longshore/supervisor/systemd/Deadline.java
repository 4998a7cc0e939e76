package io.longshore.supervisor.systemd;

import java.time.Duration;

/// The end of a limit, by the monotonic clock.
record Deadline(long nanoTime) {
  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /// The sooner of this one and that limit from now.
  Deadline within(Duration limit) {
    Deadline other = in(limit);
    return nanoTime - other.nanoTime < 0 ? this : other;
  }

  boolean passed() {
    return remainingNanos() == 0;
  }

  /// What is left, never less than 0.
  long remainingNanos() {
    return Math.max(0, nanoTime - System.nanoTime());
  }
}
