package io.longshore.event;

import java.time.Duration;
import java.time.Instant;

/// Times in milliseconds. Messages hold whatever somebody wrote: years that milliseconds do not
/// reach, and an end before its beginning where a clock was set back.
public final class EventTimes {
  /// Half of what there is, so that the time between two can be told too: 146 million years.
  private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE / 2);

  private static final Instant EARLIEST = Instant.ofEpochMilli(-Long.MAX_VALUE / 2);

  private EventTimes() {}

  /// That time, or the nearest to it that can be told.
  public static Instant near(Instant time) {
    if (time.isAfter(LATEST)) {
      return LATEST;
    }
    return time.isBefore(EARLIEST) ? EARLIEST : time;
  }

  /// Since 1970.
  public static long millis(Instant time) {
    return near(time).toEpochMilli();
  }

  /// From one time to another; 0 where that one is the earlier.
  public static long millisBetween(Instant from, Instant to) {
    return Math.max(0, Duration.between(near(from), near(to)).toMillis());
  }
}
