package io.longshore.supervisor.systemd;

import java.util.Set;

/// Names of errors on the bus that something depends on.
final class BusErrors {
  static final String NO_SUCH_UNIT = "org.freedesktop.systemd1.NoSuchUnit";
  static final String UNIT_MASKED = "org.freedesktop.systemd1.UnitMasked";
  static final String ACCESS_DENIED = "org.freedesktop.DBus.Error.AccessDenied";
  static final String AUTHORIZATION_REQUIRED =
      "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired";

  /// What the bus answers in the place of a systemd that is away, for instance while it executes
  /// itself anew.
  private static final Set<String> ABSENCE =
      Set.of(
          "org.freedesktop.DBus.Error.NoReply",
          "org.freedesktop.DBus.Error.Disconnected",
          "org.freedesktop.DBus.Error.ServiceUnknown",
          "org.freedesktop.DBus.Error.NameHasNoOwner");

  private BusErrors() {}

  /// Whether an error of that name says that a side of the connection went away. dbus-java names
  /// its own by Java class.
  static boolean meansLoss(String name) {
    return ABSENCE.contains(name)
        || name.startsWith("java.")
        || name.startsWith("org.freedesktop.dbus.");
  }
}
