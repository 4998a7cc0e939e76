package io.longshore.supervisor;

import java.time.Duration;

/// Keeps an eye on a unit until it is closed. For one thread at a time.
public interface UnitWatch extends AutoCloseable {
  /// Waits until the unit is down: inactive or failed, with no job that would change that, so that
  /// nothing starts its process (again) by itself. A unit between two automatic starts is up.
  ///
  /// @param limit when to come back in any case
  /// @return whether it is down
  /// @throws SupervisorException when systemd does not tell
  boolean awaitDown(Duration limit);

  /// As [#awaitDown], but a unit that pauses before its next automatic start counts, too.
  boolean awaitPauseOrDown(Duration limit);

  /// Ends the watching.
  @Override
  void close();
}
