package io.longshore.cli.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write and read them: `90` (seconds), `30s`, `10m`, `1h30m`, `7d`, or ISO
/// 8601 (`PT10M`).
public final class DurationText {
  /// What is accepted, as the end of "expected …".
  public static final String FORM = "a duration such as 30s, 10m, 1h30m or 7d";

  private static final Pattern UNITS =
      Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,8})m)?(?:(\\d{1,10})s?)?");
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1000;
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(2);

  private DurationText() {}

  /// The duration; empty when the text is none.
  public static Optional<Duration> parse(String text) {
    Matcher units = UNITS.matcher(text);
    if (!text.isEmpty() && units.matches()) {
      return Optional.of(
          Duration.ofDays(number(units, 1))
              .plusHours(number(units, 2))
              .plusMinutes(number(units, 3))
              .plusSeconds(number(units, 4)));
    }
    try {
      return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
    } catch (DateTimeException notIso) {
      return Optional.empty();
    }
  }

  /// With as many digits as matter: `8 ms`, `1.2 s`, `2 h 5 min`.
  public static String of(Duration duration) {
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
    return duration.compareTo(LONG) < 0 ? duration.toSeconds() + " s" : of(duration);
  }

  private static long number(Matcher units, int group) {
    String digits = units.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
