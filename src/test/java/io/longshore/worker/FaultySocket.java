package io.longshore.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A unix socket before another that speaks HTTP: passes everything on, or answers every request
/// with status 500.
final class FaultySocket implements AutoCloseable {
  private static final byte[] REFUSAL =
      "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Path target;
  private final ServerSocketChannel server;
  private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
  private volatile boolean refusing;

  FaultySocket(Path socket, Path target) throws IOException {
    this.target = target;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), 1024);
    start(this::accept);
  }

  /// From now on; breaks the connections there are.
  void refuse(boolean now) throws IOException {
    refusing = now;
    for (SocketChannel channel : open) {
      channel.close();
    }
    open.clear();
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel client = server.accept();
      open.add(client);
      start(() -> {
        if (refusing) {
          refuse(client);
        } else {
          passOn(client);
        }
      });
    }
  }

  private static void refuse(SocketChannel client) throws IOException {
    try (client;
        InputStream request = Channels.newInputStream(client);
        OutputStream answer = Channels.newOutputStream(client)) {
      if (request.read(new byte[65_536]) > 0) {
        answer.write(REFUSAL);
      }
    }
  }

  private void passOn(SocketChannel client) throws IOException {
    try (client;
        SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(target))) {
      open.add(there);
      start(() -> {
        try (client) {
          Channels.newInputStream(there).transferTo(Channels.newOutputStream(client));
        }
      });
      Channels.newInputStream(client).transferTo(Channels.newOutputStream(there));
    }
  }

  /// An end of either side ends both, which shows as an exception in what was going on.
  private static void start(Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("faulty-socket")
        .start(() -> {
          try {
            work.run();
          } catch (IOException _) {
            // One side has closed its socket.
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    server.close();
    refuse(true);
  }
}
