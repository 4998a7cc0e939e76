package io.longshore.supervisor.systemd;

import io.longshore.event.FailureKind;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.SupervisorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Turns what went wrong into what an operator can act on.
final class Failures {
  private final String busAddress;

  Failures(String busAddress) {
    this.busAddress = busAddress;
  }

  /// What a failed call means.
  ///
  /// @param attempt what was tried, as the end of "cannot …"
  SupervisorException of(String attempt, UnitName unit, BusException failure) {
    return switch (failure.reason()) {
      case ANSWERED -> answered(attempt, unit, failure);
      case LOST, SILENT, UNREACHABLE -> unavailable(attempt, unit, failure);
      case INTERRUPTED ->
          new SupervisorException(
              FailureKind.SUPERVISOR_UNAVAILABLE,
              "cannot " + attempt + " " + unit + ": interrupted",
              "send the command again",
              null,
              failure);
    };
  }

  private static SupervisorException answered(String attempt, UnitName unit, BusException failure) {
    return new SupervisorException(
        FailureKind.SUPERVISOR,
        "systemd refuses to " + attempt + " " + unit + ": " + failure.words(),
        hint(unit, failure.errorName()),
        failure.errorName() + ": " + failure.words(),
        failure);
  }

  private static String hint(UnitName unit, String errorName) {
    return switch (errorName) {
      case BusErrors.NO_SUCH_UNIT -> "there is no such unit: start_container writes it";
      case BusErrors.UNIT_MASKED -> "somebody masked it: `systemctl unmask " + unit + "`";
      case BusErrors.ACCESS_DENIED, BusErrors.AUTHORIZATION_REQUIRED ->
          "run the worker as root, or let polkit allow its user org.freedesktop.systemd1";
      default -> "see `systemctl status " + unit + "` and `journalctl -b _PID=1`";
    };
  }

  private SupervisorException unavailable(String attempt, UnitName unit, BusException failure) {
    return new SupervisorException(
        FailureKind.SUPERVISOR_UNAVAILABLE,
        "cannot " + attempt + " " + unit + ": no systemd answers at " + busAddress,
        "is this a machine run by systemd, with dbus started (`systemctl status dbus.socket`)? If it has none, configure supervisor: engine",
        failure.words(),
        failure);
  }

  /// What a failure to read or write means.
  ///
  /// @param failure the message says what was tried on which file
  static SupervisorException of(UncheckedIOException failure) {
    IOException cause = Objects.requireNonNull(failure.getCause());
    boolean full = String.valueOf(cause.getMessage()).contains("No space left on device");
    return new SupervisorException(
        full ? FailureKind.DISK_FULL : FailureKind.SUPERVISOR,
        failure.getMessage() + ": " + cause.getMessage(),
        full
            ? "make room on its file system"
            : "the worker's user must be able to write there, and its own unit must allow it (ReadWritePaths=)",
        null,
        failure);
  }
}
