package io.longshore.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Goes on evenly from what a clock showed once, whoever sets that clock since: for limits, which
/// must neither end nor grow when the host's time is corrected. Its instants are not to be compared
/// with anybody else's.
final class SteadyClock implements InstantSource {
  private final Instant begin;
  private final long beginNanos = System.nanoTime();

  private SteadyClock(Instant begin) {
    this.begin = begin;
  }

  static SteadyClock from(InstantSource clock) {
    return new SteadyClock(clock.instant());
  }

  @Override
  public Instant instant() {
    return begin.plus(Duration.ofNanos(System.nanoTime() - beginNanos));
  }
}
