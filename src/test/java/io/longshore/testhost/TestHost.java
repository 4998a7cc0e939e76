package io.longshore.testhost;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A throwaway host. Its files and sockets are reached through `/proc`, and are others after it was
/// booted again.
public final class TestHost {
  private static final Duration EXEC_LIMIT = Duration.ofMinutes(3);

  private final TestFleet fleet;
  private final String name;
  private @Nullable Map<String, String> information;

  TestHost(TestFleet fleet, String name) {
    this.fleet = fleet;
    this.name = name;
  }

  /// Its name, in which the others of its fleet reach it.
  public String name() {
    return name;
  }

  /// Podman's API socket.
  public Path podmanSocket() {
    return Path.of(information("podman_socket"));
  }

  /// The socket of the system's D-Bus.
  public Path dbusSocket() {
    return Path.of(information("dbus_socket"));
  }

  /// Its root directory as seen from here.
  public Path root() {
    return Path.of(information("root"));
  }

  /// Its address in the fleet's network.
  public String address() {
    return information("ip");
  }

  /// What to put before a command, so that it runs in the host as root.
  public List<String> commandPrefix() {
    return fleet.line("exec", List.of(name));
  }

  /// Runs a command in the host as root, for at most a minute.
  public Ran exec(String... command) {
    return exec(EXEC_LIMIT, command);
  }

  /// Runs a command in the host as root.
  public Ran exec(Duration limit, String... command) {
    List<String> line = new ArrayList<>(commandPrefix());
    line.addAll(List.of(command));
    return Ran.run(limit, line);
  }

  /// Makes it trust the registries' certificate authority.
  public void trust() {
    fleet.verb("trust", name);
  }

  /// Pulls its network cable.
  public void cut() {
    fleet.verb("cut", name);
  }

  /// Puts its network cable back.
  public void heal() {
    fleet.verb("heal", name);
  }

  /// Cuts its power.
  public synchronized void kill() {
    fleet.verb("kill", name);
    information = null;
  }

  /// Boots it again, with its disk as it was.
  public synchronized void boot() {
    fleet.verb("boot", name);
    information = null;
  }

  private synchronized String information(String key) {
    if (information == null) {
      information = TestFleet.keyValues(fleet.verb("info", name));
    }
    String value = information.get(key);
    if (value == null) {
      throw new IllegalStateException("testhost says nothing of " + key);
    }
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}
