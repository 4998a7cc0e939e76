package io.longshore.supervisor.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// A throwaway host with a real systemd, which lives as long as this JVM.
final class SystemdHost {
  private static final String SCRIPT = Path.of("ops/testhost/testhost").toAbsolutePath().toString();
  private static final String FLEET = "systemd-" + ProcessHandle.current().pid();
  private static final Map<String, SystemdHost> HOSTS = new ConcurrentHashMap<>();

  private final String release;
  private final Map<String, String> info;

  private SystemdHost(String release) {
    this.release = release;
    run(SCRIPT, "up", "--owner", Long.toString(ProcessHandle.current().pid()), FLEET, release + "=" + release);
    this.info =
        run(SCRIPT, "info", FLEET, release)
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  static SystemdHost of(String release) {
    return HOSTS.computeIfAbsent(release, SystemdHost::new);
  }

  SystemdSettings settings() {
    return new SystemdSettings(
        "unix:path=" + info.get("dbus_socket"),
        unitDirectory(),
        Duration.ofSeconds(25),
        Duration.ofSeconds(90),
        List.of(SCRIPT, "exec", FLEET, release));
  }

  Path unitDirectory() {
    return Path.of(info.get("root"), "etc/systemd/system");
  }

  /// Runs a command in the host; its output.
  String run(List<String> command) {
    List<String> all = new ArrayList<>(List.of(SCRIPT, "exec", FLEET, release));
    all.addAll(command);
    return run(all.toArray(String[]::new));
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
