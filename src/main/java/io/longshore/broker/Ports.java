package io.longshore.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/// Finds out before the broker starts whether it will be able to listen: Kafka itself says so late
/// and at length.
final class Ports {
  private Ports() {}

  /// The same listeners with a free port where 0 was asked for.
  ///
  /// @throws BrokerStartException when a port is in use or an address is not this machine's
  static List<Listener> resolve(List<Listener> wanted) {
    return wanted.stream().map(Ports::resolve).toList();
  }

  static Listener resolve(Listener wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(wanted.address(), wanted.port()));
      return new Listener(wanted.address(), socket.getLocalPort(), wanted.advertised());
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokerStartException(
          "The broker cannot listen on " + wanted + ": " + e.getMessage(),
          "Find out what listens there (ss -ltnp), name an address of this machine, or take another port; port 0 picks a free one.",
          e);
    }
  }
}
