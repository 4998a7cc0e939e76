package io.longshore.supervisor.systemd;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where systemd is and how long it may take to answer.
///
/// @param busAddress the system bus, as D-Bus writes addresses:
///   `unix:path=/run/dbus/system_bus_socket`
/// @param unitDirectory where unit files are written; may be a path into another root
///   (`/proc/1/root/etc/systemd/system`)
/// @param callLimit the longest systemd may take to answer a call; a job's own limit comes with the
///   job
/// @param reloadLimit the longest it may take to read all unit files again; the reference asks for
///   at least 90 s
/// @param commandPrefix put before `journalctl`, to run it elsewhere; empty: here
public record SystemdSettings(
    String busAddress,
    Path unitDirectory,
    Duration callLimit,
    Duration reloadLimit,
    List<String> commandPrefix) {
  /// This machine's systemd.
  public static final SystemdSettings DEFAULT =
      new SystemdSettings(
          "unix:path=/run/dbus/system_bus_socket",
          Path.of("/etc/systemd/system"),
          Duration.ofSeconds(25),
          Duration.ofSeconds(90),
          List.of());

  /// @throws IllegalArgumentException for a limit that is not positive
  public SystemdSettings {
    if (!callLimit.isPositive() || !reloadLimit.isPositive()) {
      throw new IllegalArgumentException(
          "limits of systemd's calls must be positive: " + callLimit + ", " + reloadLimit);
    }
    commandPrefix = List.copyOf(commandPrefix);
  }
}
