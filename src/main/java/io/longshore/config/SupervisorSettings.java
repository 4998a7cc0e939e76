package io.longshore.config;

import java.nio.file.Path;
import java.time.Duration;

/// Who keeps containers running.
public sealed interface SupervisorSettings {
  /// A systemd unit for each container.
  ///
  /// @param bus the D-Bus address of the system bus: `unix:path=/run/dbus/system_bus_socket`
  /// @param unitDirectory where unit files are written, absolute
  /// @param callLimit the longest that systemd may take to answer a call, 1 s to 10 min; a job's
  ///   own time comes on top
  /// @param reloadLimit the longest that reading all unit files again may take, 1 s to 10 min
  record Systemd(String bus, Path unitDirectory, Duration callLimit, Duration reloadLimit)
      implements SupervisorSettings {
    /// The system's own systemd.
    public static final Systemd DEFAULT =
        new Systemd(
            "unix:path=/run/dbus/system_bus_socket",
            Path.of("/etc/systemd/system"),
            Duration.ofSeconds(25),
            Duration.ofSeconds(90));

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Systemd {
      new Faults()
          .check(
              bus.matches("unix:path=/[^,;\\s]+"),
              "bus",
              "an address such as unix:path=/run/dbus/system_bus_socket",
              "'" + bus + "'")
          .absolute("unitDirectory", unitDirectory, 4096)
          .within("callLimit", callLimit, Duration.ofSeconds(1), Duration.ofMinutes(10))
          .within("reloadLimit", reloadLimit, Duration.ofSeconds(1), Duration.ofMinutes(10))
          .throwIfAny();
    }
  }

  /// The engine's own restart policies, where there is no systemd.
  record Engine() implements SupervisorSettings {}
}
