package io.longshore.worker;

import io.longshore.supervisor.UnitWatch;
import java.time.Duration;
import java.util.Optional;

/// The starts of a container's process that nobody has to ask for: its unit's, until that is down.
/// Without a unit there are none.
final class AutomaticStarts implements AutoCloseable {
  private final Optional<UnitWatch> unit;
  private boolean over;

  AutomaticStarts(Optional<UnitWatch> unit) {
    this.unit = unit;
    this.over = unit.isEmpty();
  }

  /// Whether there will be none any more, as far as is known. What the container is like when it is
  /// looked at after this was said stays so.
  boolean over() {
    return over;
  }

  /// Whether there was a unit, and it will start nothing any more.
  boolean unitIsDown() {
    return over && unit.isPresent();
  }

  /// Waits for so long, or until the unit goes down.
  void await(Duration pause) {
    if (unit.isEmpty() || over) {
      Pauses.sleep(pause);
    } else {
      over = unit.get().awaitDown(pause);
    }
  }

  @Override
  public void close() {
    unit.ifPresent(UnitWatch::close);
  }
}
