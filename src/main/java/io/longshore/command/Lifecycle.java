package io.longshore.command;

import java.time.Duration;

/// How a container is kept running and how it is stopped.
///
/// @param restartPolicy `no` when nothing is asked for
/// @param restartRetries starts within [#clientTimeout] before systemd gives up; 0: never gives up
/// @param clientTimeout the start limit's interval, and the time a container has to become running;
///   at least one second
/// @param gracefulTimeout the time from the stop signal to the kill signal; whole seconds, at least
///   zero
public record Lifecycle(
    RestartPolicy restartPolicy,
    int restartRetries,
    Duration clientTimeout,
    Duration gracefulTimeout) {
  /// The reference's defaults: no policy, 10 retries, 120 s and 10 s.
  public static final Lifecycle DEFAULT =
      new Lifecycle(RestartPolicy.NO, 10, Duration.ofSeconds(120), Duration.ofSeconds(10));

  /// @throws InvalidValueException for a number below its range
  public Lifecycle {
    if (restartRetries < 0) {
      throw new InvalidValueException("at least 0 retries", Integer.toString(restartRetries));
    }
    if (clientTimeout.toSeconds() < 1) {
      throw new InvalidValueException("at least 1 second", clientTimeout.toString());
    }
    if (gracefulTimeout.isNegative()) {
      throw new InvalidValueException("at least 0 seconds", gracefulTimeout.toString());
    }
  }

  /// Whether a systemd unit keeps the container (every policy but `oneshot`).
  public boolean wantsUnit() {
    return restartPolicy != RestartPolicy.ONESHOT;
  }
}
