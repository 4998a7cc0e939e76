package io.longshore.plan;

import io.longshore.command.ContainerName;

/// The name of the systemd unit that keeps a container: `kolla-<name>-container.service`, as the
/// reference's.
public record UnitName(String text) {
  /// The unit of that container.
  public static UnitName of(ContainerName container) {
    return new UnitName("kolla-" + container + "-container.service");
  }

  @Override
  public String toString() {
    return text;
  }
}
