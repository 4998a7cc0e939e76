package io.longshore.command;

import java.time.Duration;
import java.util.List;

/// A health check in the canonical form of Podman's `Healthcheck`.
///
/// @param test `CMD`/`CMD-SHELL` and its words; `NONE` alone when disabled
/// @param interval zero: the engine's default
/// @param timeout zero: the engine's default
/// @param startPeriod zero: none
/// @param retries zero: the engine's default
public record Healthcheck(
    List<String> test, Duration interval, Duration timeout, Duration startPeriod, int retries) {
  /// No health check, not even the image's own.
  public static final Healthcheck DISABLED =
      new Healthcheck(List.of("NONE"), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

  /// @throws InvalidValueException for an empty test or a negative number
  public Healthcheck {
    test = List.copyOf(test);
    if (test.isEmpty()) {
      throw new InvalidValueException("a test command, or NONE", "");
    }
    if (interval.isNegative() || timeout.isNegative() || startPeriod.isNegative() || retries < 0) {
      throw new InvalidValueException(
          "numbers of at least 0", interval + " " + timeout + " " + startPeriod + " " + retries);
    }
  }

  /// Whether nothing is checked.
  public boolean disabled() {
    return test.getFirst().equalsIgnoreCase("NONE");
  }
}
