package io.longshore.campaign;

import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A throwaway host: what can be seen on it, and what can befall it.
final class Site implements AutoCloseable {
  /// More than systemd gives a service to end by itself.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String EFFECTS = Workload.DIRECTORY + "/log";

  private final TestFleet fleet;
  private final TestHost host;

  /// @param release `bookworm` or `trixie`
  Site(String release) {
    fleet = TestFleet.start("h=" + release);
    host = fleet.host("h");
    shell("mkdir -p " + Workload.DIRECTORY + " && : >" + EFFECTS);
  }

  TestHost host() {
    return host;
  }

  /// References of small images in a registry.
  List<String> images() {
    String registry = fleet.registries().http();
    return List.of(registry + "/demo/web:1", registry + "/demo/web:2");
  }

  List<Evidence.Effect> effects() {
    return shell("cat " + EFFECTS).lines().map(Evidence.Effect::of).toList();
  }

  List<Evidence.Seen> containers() {
    List<Evidence.Seen> seen = new ArrayList<>();
    String names = shell("podman ps -aq");
    if (!names.isEmpty()) {
      JsonMapper.shared()
          .readTree(shell("podman ps -aq | xargs podman container inspect"))
          .forEach(container -> seen.add(seen(container)));
    }
    return seen;
  }

  private static Evidence.Seen seen(JsonNode container) {
    String spec = "";
    for (JsonNode variable : container.path("Config").path("Env")) {
      if (variable.asString().startsWith("SPEC=")) {
        spec = variable.asString().substring("SPEC=".length());
      }
    }
    return new Evidence.Seen(
        container.path("Name").asString(),
        container.path("State").path("Running").asBoolean(),
        spec);
  }

  Set<String> volumes() {
    return shell("podman volume ls -q").lines().collect(Collectors.toSet());
  }

  /// Takes everything away that a run has made.
  void clean() {
    shell(
        """
        systemctl stop 'kolla-*-container.service'
        rm -f /etc/systemd/system/kolla-*-container.service \
          /etc/systemd/system/multi-user.target.wants/kolla-*-container.service
        systemctl daemon-reload
        systemctl reset-failed
        podman rm -af -t 0
        podman volume rm -af
        : >%s\
        """
            .formatted(EFFECTS));
  }

  void stopPodman() {
    shell("systemctl stop podman.socket podman.service");
  }

  void startPodman() {
    shell("systemctl start podman.socket");
  }

  void hangPodman() {
    shell("systemctl kill -s STOP podman.service || true");
  }

  void letPodmanGoOn() {
    shell("systemctl kill -s CONT podman.service || true");
  }

  void restartBus() {
    shell("systemctl restart dbus");
  }

  private String shell(String line) {
    return host.exec(PATIENCE, "sh", "-c", line).orThrow().stdout().strip();
  }

  @Override
  public void close() {
    fleet.close();
  }
}
