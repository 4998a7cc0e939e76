package io.longshore.engine.podman;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A connection on which nothing is ever asked: the process that has taken it in keeps it open, and
/// ends it by its own end. Who owns Podman's socket does not tell one process from the next, since
/// systemd listens there for all of them.
///
/// Connections are taken in one after the other. So a call that was begun after this was opened is
/// carried out by the same process or a later one, and by the same one as long as this is open. It
/// never blocks, so that virtual threads may use it.
final class EngineWitness implements AutoCloseable {
  /// Of a connection that ends without a word Podman logs a warning (`idle/tracker.go`). This
  /// begins a request as far as it is concerned, and is none.
  private static final byte[] BLANK = {' '};

  private final SocketChannel connection;

  private EngineWitness(SocketChannel connection) {
    this.connection = connection;
  }

  /// Connects.
  ///
  /// @param attempt what it is needed for, as the end of "Podman cannot …"
  /// @throws io.longshore.engine.EngineException of kind `ENGINE_UNAVAILABLE` when nobody listens
  static EngineWitness open(Path socket, String attempt) {
    try {
      return new EngineWitness(connected(socket));
    } catch (IOException refused) {
      throw Failures.unavailable(attempt, socket, refused);
    }
  }

  private static SocketChannel connected(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (channel.connect(UnixDomainSocketAddress.of(socket))) {
        channel.write(ByteBuffer.wrap(BLANK));
        return channel;
      }
      throw new IOException("too many connections wait to be taken in");
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  /// Whether the process has ended. Once another one has answered a call, the end of the one before
  /// is seen for certain.
  boolean isGone() {
    try {
      return connection.read(ByteBuffer.allocate(1)) != 0;
    } catch (IOException broken) {
      return true;
    }
  }

  /// Ends the connection; an error in that would change nothing.
  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException _) {
      // It is of no more use either way.
    }
  }
}
