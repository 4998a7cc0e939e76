package io.longshore.worker;

import io.longshore.testhost.TestHost;
import java.time.Instant;

/// What somebody logged in on the host sees of it with `podman` and `systemctl`.
final class HostView {
  private final TestHost host;

  HostView(TestHost host) {
    this.host = host;
  }

  /// A Go template's value for a container, or empty when there is none of that name.
  String container(String name, String template) {
    return shell("podman container inspect --format '" + template + "' " + name + " || true");
  }

  boolean hasContainer(String name) {
    return succeeds("podman container exists " + name);
  }

  boolean hasVolume(String name) {
    return succeeds("podman volume exists " + name);
  }

  boolean hasImage(String image) {
    return succeeds("podman image exists " + image);
  }

  /// The engine's own id of a container: another one after it was made anew.
  String id(String name) {
    return container(name, "{{.Id}}");
  }

  Instant startedAt(String name) {
    return Instant.parse(
        container(name, "{{.State.StartedAt.UTC.Format \"2006-01-02T15:04:05.999999999Z07:00\"}}"));
  }

  /// `active`, `inactive`, `failed` …
  String unit(String container) {
    return shell("systemctl show -P ActiveState " + unitName(container));
  }

  /// `loaded`, or `not-found` when no such unit is there.
  String unitLoaded(String container) {
    return shell("systemctl show -P LoadState " + unitName(container));
  }

  String unitName(String container) {
    return "kolla-" + container + "-container.service";
  }

  /// Runs a line of shell, which must succeed, and gives what it wrote.
  String shell(String line) {
    return host.exec("sh", "-c", line).orThrow().stdout().strip();
  }

  private boolean succeeds(String line) {
    return host.exec("sh", "-c", line).exitCode() == 0;
  }

  /// Removes every container, volume, unit and pulled image. It is asked for before each test, so
  /// it does without a reload of systemd where there is no unit.
  void clean() {
    shell(
        """
        if ls /etc/systemd/system/kolla-*-container.service \
            /etc/systemd/system/multi-user.target.wants/kolla-*-container.service 2>/dev/null | grep -q . ||
          systemctl list-units --all --no-legend 'kolla-*-container.service' | grep -q .
        then
          systemctl stop 'kolla-*-container.service'
          rm -f /etc/systemd/system/kolla-*-container.service \
            /etc/systemd/system/multi-user.target.wants/kolla-*-container.service
          systemctl daemon-reload
        fi
        systemctl reset-failed
        podman rm -af -t 0
        podman volume rm -af
        podman images --format '{{.Repository}}:{{.Tag}}' | grep ^registry: | xargs -r podman rmi -f
        true\
        """);
  }
}
