package io.longshore.cli.rollout;

import io.longshore.command.HostName;
import java.io.Serial;
import java.util.Set;

/// The broker does not allow commands for these hosts to be written.
final class ForbiddenHostsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Set<HostName> hosts;

  ForbiddenHostsException(Set<HostName> hosts, Throwable cause) {
    super("the broker does not allow commands to be written for " + hosts, cause);
    this.hosts = Set.copyOf(hosts);
  }

  /// Which.
  Set<HostName> hosts() {
    return hosts;
  }
}
