package io.longshore.testhost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that are not there yet, or go away and come back.
public final class FreePort {
  /// Below those that Linux gives to clients, so that nobody's connection takes it meanwhile.
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;

  private FreePort() {}

  /// A port of this machine's loopback on which nobody listens.
  public static int onLoopback() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Another one, then.
      }
    }
  }
}
