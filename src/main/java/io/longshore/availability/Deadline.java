package io.longshore.availability;

import java.time.Duration;

/// A moment by which something has to be over, several calls together for instance, on the clock
/// that nobody sets.
public final class Deadline {
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /// The moment so long from now.
  public static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /// The sooner of this one and that limit from now.
  public Deadline within(Duration limit) {
    Deadline other = in(limit);
    return nanos - other.nanos < 0 ? this : other;
  }

  /// Whether no time is left.
  public boolean isOver() {
    return left().isZero();
  }

  /// The time left; zero when it is over.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /// The time left, but at most so much.
  public Duration leftAtMost(Duration most) {
    Duration left = left();
    return left.compareTo(most) < 0 ? left : most;
  }
}
