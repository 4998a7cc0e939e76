package io.longshore.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `500ms`, `30s`, `5m`, `2h`, `7d`, or ISO 8601 (`PT1M30S`,
/// `P7D`).
public final class DurationText {
  /// As the end of "expected …".
  public static final String EXPECTED =
      "a duration with its unit, such as 30s, 5m, 2h, 7d or PT1M30S";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?=.)(\\d{1,9}D)?(T(?=.)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?");

  private DurationText() {}

  /// The duration, or nothing when the text is none.
  public static Optional<Duration> parse(String text) {
    Matcher parts = SHORT.matcher(text);
    if (parts.matches()) {
      return Optional.of(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
    }
    return ISO.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
  }

  /// The shortest form: in the largest unit that leaves no rest.
  static String show(Duration duration) {
    for (String unit : new String[] {"d", "h", "m", "s", "ms"}) {
      if (!duration.isZero()
          && duration.equals(unit(unit).multipliedBy(duration.dividedBy(unit(unit))))) {
        return duration.dividedBy(unit(unit)) + unit;
      }
    }
    return duration.isZero() ? "0s" : duration.toString();
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
