package io.longshore.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `500ms`, `30s`, `10m`, `1h30m`, `7d`, or ISO 8601 (`PT1M30S`,
/// `P7D`).
public final class DurationText {
  /// As the end of "expected …".
  public static final String EXPECTED =
      "a duration with its unit, such as 30s, 10m, 1h30m, 7d or PT1M30S";

  private static final Pattern UNITS =
      Pattern.compile(
          "(?=.)(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?=.)(\\d{1,9}D)?(T(?=.)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?");

  private DurationText() {}

  /// The duration, or nothing when the text is none.
  public static Optional<Duration> parse(String text) {
    Matcher parts = UNITS.matcher(text);
    if (parts.matches()) {
      return Optional.of(
          Duration.ofDays(number(parts, 1))
              .plusHours(number(parts, 2))
              .plusMinutes(number(parts, 3))
              .plusSeconds(number(parts, 4))
              .plusMillis(number(parts, 5)));
    }
    return ISO.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
  }

  /// The shortest form: in the largest unit that leaves no rest.
  public static String show(Duration duration) {
    for (String unit : new String[] {"d", "h", "m", "s", "ms"}) {
      if (!duration.isZero()
          && duration.equals(unit(unit).multipliedBy(duration.dividedBy(unit(unit))))) {
        return duration.dividedBy(unit(unit)) + unit;
      }
    }
    return duration.isZero() ? "0s" : duration.toString();
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static Duration unit(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}
