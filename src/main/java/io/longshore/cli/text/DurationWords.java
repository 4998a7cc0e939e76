package io.longshore.cli.text;

import java.time.Duration;

/// Durations as people read them.
public final class DurationWords {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1000;
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(2);

  private DurationWords() {}

  /// With as many digits as matter: `8 ms`, `1.2 s`, `2 h 5 min`. One below zero, as of a clock
  /// that was set back, is none.
  public static String of(Duration duration) {
    if (duration.isNegative()) {
      return of(Duration.ZERO);
    }
    if (duration.compareTo(SHORT) < 0) {
      long tenths = duration.toNanos() / (NANOS_PER_MILLI / 10);
      return tenths < 100 ? tenths / 10 + "." + tenths % 10 + " ms" : tenths / 10 + " ms";
    }
    if (duration.compareTo(LONG) < 0) {
      return duration.toMillis() / MILLIS_PER_SECOND + "." + duration.toMillisPart() / 100 + " s";
    }
    return duration.toHours() == 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  /// Whole seconds while they matter: `0 s`, `75 s`, `2 min 5 s`.
  public static String inSeconds(Duration duration) {
    return duration.compareTo(LONG) < 0 ? Math.max(0, duration.toSeconds()) + " s" : of(duration);
  }
}
