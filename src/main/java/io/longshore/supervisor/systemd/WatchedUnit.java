package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import io.longshore.plan.UnitName;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.jspecify.annotations.Nullable;

/// A unit whose state is asked for once and then whenever systemd signals that it changed; on the
/// next connection when one is lost. For one thread at a time.
final class WatchedUnit implements AutoCloseable {
  private final Bus bus;
  private final UnitName unit;
  private final Duration callLimit;

  /// Has permits when what is known may be outdated, as in the beginning.
  private final Semaphore changed = new Semaphore(1);

  private @Nullable BusConnection connection;
  private BusConnection.@Nullable Subscription subscription;
  private @Nullable LossListener loss;
  private @Nullable UnitState known;

  WatchedUnit(Bus bus, UnitName unit, Duration callLimit) {
    this.bus = bus;
    this.unit = unit;
    this.callLimit = callLimit;
  }

  /// Whether there is such a unit.
  boolean exists() {
    changed.drainPermits();
    UnitState state = look();
    known = state;
    return !state.absent();
  }

  /// Waits until it is neither up nor about to be; whether it is, when the deadline has passed.
  boolean awaitDown(Deadline deadline) {
    return await(WatchedUnit::isDown, deadline);
  }

  /// The same, or until it pauses before its next automatic start.
  boolean awaitPauseOrDown(Deadline deadline) {
    return await(state -> state.pausing() || isDown(state), deadline);
  }

  private boolean await(Predicate<UnitState> wanted, Deadline deadline) {
    UnitState state = current();
    while (!wanted.test(state) && awaitChange(deadline)) {
      state = current();
    }
    return wanted.test(state);
  }

  private UnitState current() {
    UnitState state = known;
    if (changed.drainPermits() > 0 || state == null) {
      state = look();
      known = state;
    }
    return state;
  }

  private boolean awaitChange(Deadline deadline) {
    try {
      if (!changed.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      changed.release();
      return true;
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    }
  }

  private static boolean isDown(UnitState state) {
    return !state.active().up() && !state.hasJob();
  }

  /// The signals are asked for before the state, so that no change is missed between the two.
  private UnitState look() {
    Deadline answer = Deadline.in(callLimit);
    return bus.with(
        answer,
        current -> {
          listenOn(current);
          return Systemd.state(current, unit, answer);
        });
  }

  private void listenOn(BusConnection current) {
    if (current == connection) {
      return;
    }
    close();
    DBusMatchRule changes =
        BusConnection.signals()
            .withInterface("org.freedesktop.DBus.Properties")
            .withMember("PropertiesChanged")
            .withPath(Systemd.path(unit))
            .build();
    try {
      subscription = current.onSignal(changes, _ -> changed.release());
      connection = current;
      loss = LossListener.on(current.loss(), changed::release);
    } catch (DBusException e) {
      throw BusException.lost("cannot watch the unit: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (loss != null) {
      loss.close();
      loss = null;
    }
    BusConnection.Subscription ending = subscription;
    subscription = null;
    connection = null;
    if (ending == null) {
      return;
    }
    try {
      ending.close();
    } catch (DBusException _) {
      // The connection is gone, and its subscriptions with it.
    }
  }
}
