package io.longshore.broker;

import org.jspecify.annotations.Nullable;

/// An address at which the broker can be reached.
///
/// @param address an IP address or name of this machine
/// @param port 0 to 65535; 0 picks a free one
/// @param advertised what clients are told to come back to, as `host:port`, where the way to the
///   address leads over a forwarder; null: the address itself
public record Listener(String address, int port, @Nullable String advertised) {
  private static final int LAST_PORT = 65_535;

  /// @throws BrokerStartException when the port is out of range, or the address is one that clients
  ///   cannot be sent to
  public Listener {
    if (port < 0 || port > LAST_PORT) {
      throw new BrokerStartException(
          "There is no port " + port, "Give a port from 1 to 65535, or 0 for any free one.", null);
    }
    if (address.isBlank() || address.equals("0.0.0.0") || address.equals("::")) {
      throw new BrokerStartException(
          "The broker cannot listen on '"
              + address
              + "': its clients must be told an address that leads to it",
          "Name the addresses one by one, for instance 127.0.0.1 and 192.0.2.7.",
          null);
    }
  }

  /// An address whose clients are sent back to it.
  public Listener(String address, int port) {
    this(address, port, null);
  }

  /// What clients that come this way are sent back to.
  String wayBack() {
    return advertised == null ? toString() : advertised;
  }

  /// As it stands in a client's `bootstrap.servers`.
  @Override
  public String toString() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
