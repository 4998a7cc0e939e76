package io.longshore.availability;

import java.time.Duration;

/// How soon an outage is suspected and its end is found.
///
/// @param suspicion how long a call may be without an answer before it is asked whether anything is
///   answered at all
/// @param limit the longest that such a question may take to be answered
/// @param firstPause about how long it takes until the second question; each further pause is twice
///   as long, give or take half, so that the workers of many hosts do not ask in step
/// @param longestPause the bound of that
public record Probing(
    Duration suspicion, Duration limit, Duration firstPause, Duration longestPause) {
  /// An outage is found within 10 s, and its end within 15.
  public static final Probing DEFAULT =
      new Probing(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          Duration.ofSeconds(10));

  /// @throws IllegalArgumentException for a duration that is not positive
  public Probing {
    if (!suspicion.isPositive()
        || !limit.isPositive()
        || !firstPause.isPositive()
        || !longestPause.isPositive()) {
      throw new IllegalArgumentException("expected positive durations");
    }
  }
}
