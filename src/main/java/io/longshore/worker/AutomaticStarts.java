package io.longshore.worker;

import io.longshore.supervisor.UnitWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The starts of a container's process that nobody has to ask for: its unit's, until that is down.
/// Without a unit there are none.
final class AutomaticStarts implements AutoCloseable {
  private final boolean onlyTheFirst;
  private final Supplier<Optional<UnitWatch>> watch;
  private @Nullable UnitWatch unit;
  private boolean over;

  /// @param onlyTheFirst whether those that its unit makes after a pause do not count: its process
  ///   must keep running from its start on
  /// @param watch begins to watch the unit, if there is one; asked when first something has to be
  ///   waited for, which most starts are done without
  AutomaticStarts(boolean onlyTheFirst, Supplier<Optional<UnitWatch>> watch) {
    this.onlyTheFirst = onlyTheFirst;
    this.watch = watch;
  }

  /// Whether there will be none any more, as far as is known. What the container is like when it is
  /// looked at after this was said stays so.
  boolean over() {
    return over;
  }

  /// Whether there is a unit, and it will start nothing any more.
  boolean unitIsDown() {
    return over && unit != null;
  }

  /// Waits for so long, or until the unit goes down.
  void await(Duration pause) {
    if (unit == null && !over) {
      unit = watch.get().orElse(null);
      over = unit == null;
    }
    if (over || unit == null) {
      Pauses.sleep(pause);
    } else {
      over = onlyTheFirst ? unit.awaitPauseOrDown(pause) : unit.awaitDown(pause);
    }
  }

  @Override
  public void close() {
    if (unit != null) {
      unit.close();
    }
  }
}
