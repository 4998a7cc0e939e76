package io.longshore.broker;

/// An address at which the broker can be reached. Clients are sent back to the address by which they came.
///
/// @param address an IP address or name of this machine
/// @param port 0 to 65535; 0 picks a free one
public record Listener(String address, int port) {
  private static final int LAST_PORT = 65_535;

  /// @throws BrokerStartException when the port is out of range, or the address is one that clients cannot be sent to
  public Listener {
    if (port < 0 || port > LAST_PORT) {
      throw new BrokerStartException(
          "There is no port " + port, "Give a port from 1 to 65535, or 0 for any free one.", null);
    }
    if (address.isBlank() || address.equals("0.0.0.0") || address.equals("::")) {
      throw new BrokerStartException(
          "The broker cannot listen on '" + address + "': its clients must be told an address that leads to it",
          "Name the addresses one by one, for instance 127.0.0.1 and 192.0.2.7.",
          null);
    }
  }

  /// As it stands in a client's `bootstrap.servers`.
  @Override
  public String toString() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
