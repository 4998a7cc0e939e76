package io.longshore.cli;

import io.longshore.text.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a duration as people type it: without a unit it is of seconds.
final class DurationOption implements ITypeConverter<Duration> {
  /// What is accepted, as the end of "expected …".
  static final String EXPECTED = "a duration such as 30s, 10m, 1h30m or 7d, of at most 10000d";

  /// Far more than anybody means, and in nanoseconds still a number of 64 bits.
  private static final Duration LONGEST = Duration.ofDays(10_000);

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  /// The duration; empty when the text is none.
  static Optional<Duration> parse(String text) {
    return DurationText.parse(SECONDS.matcher(text).matches() ? text + "s" : text)
        .filter(read -> read.compareTo(LONGEST) <= 0);
  }

  @Override
  public Duration convert(String text) {
    return parse(text)
        .orElseThrow(
            () -> new TypeConversionException("expected " + EXPECTED + ", got '" + text + "'"));
  }
}
