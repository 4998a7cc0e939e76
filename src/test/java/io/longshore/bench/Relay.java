package io.longshore.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Stands between a client and a unix socket, passes everything on and notes the client's calls:
/// what it has noted is what the other end was asked. A call is noted before its answer can come.
final class Relay implements AutoCloseable {
  /// Reads what a client sends.
  @FunctionalInterface
  interface Protocol {
    /// Tells each call to the consumer until the stream ends.
    void follow(InputStream fromClient, Consumer<String> calls) throws IOException;
  }

  private final Path target;
  private final Protocol protocol;
  private final Consumer<String> calls;
  private final Path directory;
  private final Path socket;
  private final ServerSocketChannel server;
  private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();

  Relay(Path target, Protocol protocol, Consumer<String> calls) throws IOException {
    this.target = target;
    this.protocol = protocol;
    this.calls = calls;
    directory = Files.createTempDirectory("longshore-relay");
    socket = directory.resolve("socket");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    start(this::accept);
  }

  /// Where clients find it.
  Path socket() {
    return socket;
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel client = server.accept();
      open.add(client);
      SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(target));
      open.add(there);
      start(() -> forth(client, there));
      start(() -> back(there, client));
    }
  }

  private void forth(SocketChannel client, SocketChannel there) throws IOException {
    try (there) {
      InputStream passedOn =
          new PassingOn(Channels.newInputStream(client), Channels.newOutputStream(there));
      protocol.follow(new BufferedInputStream(passedOn), calls);
    }
  }

  private static void back(SocketChannel there, SocketChannel client) throws IOException {
    try (client) {
      Channels.newInputStream(there).transferTo(Channels.newOutputStream(client));
    }
  }

  /// An end of either side ends both, which shows as an exception in what was going on.
  private static void start(Turn.Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("bench-relay")
        .start(() -> {
          try {
            work.run();
          } catch (Exception _) {
            // One side has closed its socket.
          }
        });
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel channel : open) {
      channel.close();
    }
    Files.delete(socket);
    Files.delete(directory);
  }

  /// Passes on what is read from it, each piece only once more is asked for: by then the calls in
  /// it are noted.
  private static final class PassingOn extends InputStream {
    private final InputStream from;
    private final OutputStream onward;
    private byte[] held = {};

    PassingOn(InputStream from, OutputStream onward) {
      this.from = from;
      this.onward = onward;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("only read in pieces");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      onward.write(held);
      int read = from.read(buffer, offset, length);
      held = Arrays.copyOfRange(buffer, offset, offset + Math.max(read, 0));
      return read;
    }
  }
}
