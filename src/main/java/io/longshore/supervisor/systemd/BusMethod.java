package io.longshore.supervisor.systemd;

import org.jspecify.annotations.Nullable;

/// A method of an object on the bus.
///
/// @param signature the types of its arguments; null when it takes none
record BusMethod(
    String destination,
    String path,
    String interfaceName,
    String name,
    @Nullable String signature) {
  static final String SYSTEMD = "org.freedesktop.systemd1";
  static final String MANAGER = SYSTEMD + ".Manager";
  static final String MANAGER_PATH = "/org/freedesktop/systemd1";

  private static final String BUS = "org.freedesktop.DBus";

  static BusMethod manager(String name, @Nullable String signature) {
    return new BusMethod(SYSTEMD, MANAGER_PATH, MANAGER, name, signature);
  }

  static BusMethod property(String path) {
    return new BusMethod(SYSTEMD, path, BUS + ".Properties", "Get", "ss");
  }

  static BusMethod bus(String name, String signature) {
    return new BusMethod(BUS, "/org/freedesktop/DBus", BUS, name, signature);
  }
}
