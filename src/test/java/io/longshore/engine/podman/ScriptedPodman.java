package io.longshore.engine.podman;

import io.longshore.availability.Probing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// A unix socket at which a test answers in Podman's place, one request a connection, and the way
/// there. The question whether it answers at all it answers itself, unless it hangs.
final class ScriptedPodman implements AutoCloseable {
  private static final String PROBE = "GET /containers/longshore-probe/exists";
  private static final Probing QUICK =
      new Probing(
          Duration.ofMillis(100),
          Duration.ofSeconds(3),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  private final Script script;
  private final PodmanSettings settings;
  private final LibpodHttp http;
  private final ServerSocketChannel server;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
  private volatile boolean hanging;

  /// @param callLimit for calls without a limit of their own
  ScriptedPodman(Path directory, Duration callLimit, Script script) throws IOException {
    Path socket = directory.resolve("podman.sock");
    this.script = script;
    this.settings = PodmanSettings.of(socket).withCallLimit(callLimit);
    this.http = new LibpodHttp(settings, QUICK, InstantSource.system());
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::accept);
  }

  PodmanSettings settings() {
    return settings;
  }

  LibpodHttp http() {
    return http;
  }

  /// From now on nobody is answered.
  void hang() {
    hanging = true;
  }

  /// Waits until the test is over.
  void sayNothing() {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What Podman does.
  interface Script {
    /// Answers a request.
    ///
    /// @param request method and path, such as `GET /info`
    /// @param answer the connection, which ends when this returns
    void answer(String request, OutputStream answer) throws IOException;
  }

  /// Answers with a document.
  static void json(OutputStream answer, int status, String document) throws IOException {
    say(
        answer,
        "HTTP/1.1 %d Said\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, document.length(), document));
  }

  /// Begins an answer that ends with its connection.
  static void stream(OutputStream answer, String beginning) throws IOException {
    say(answer, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + beginning);
  }

  private static void say(OutputStream answer, String text) throws IOException {
    answer.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Ends all connections, as those of a process that is killed end; the socket stays, as
  /// `podman.socket` does.
  void restart() {
    for (SocketChannel connection : open) {
      end(connection);
    }
    open.clear();
  }

  /// A connection that somebody reads from ends some time after it was closed, and what is to end
  /// first might end last.
  private static void end(SocketChannel connection) {
    try (connection) {
      connection.shutdownOutput();
    } catch (IOException _) {
      // It has ended.
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
      String first = request.readLine();
      if (first != null && !first.isBlank()) {
        skipHeadAndBody(request);
        answer(
            first.replace(" HTTP/1.1", "").replace("/v4.0.0/libpod", ""),
            Channels.newOutputStream(client));
      }
    } catch (IOException _) {
      // Who asked, or the test, has closed the connection.
    }
  }

  private void answer(String request, OutputStream answer) throws IOException {
    if (hanging) {
      sayNothing();
    } else if (request.equals(PROBE)) {
      json(answer, 404, "{}");
    } else {
      script.answer(request, answer);
    }
  }

  private static void skipHeadAndBody(BufferedReader request) throws IOException {
    long body = 0;
    for (String line = request.readLine();
        line != null && !line.isEmpty();
        line = request.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        body = Long.parseLong(line.substring("Content-Length: ".length()));
      }
    }
    while (body > 0) {
      body -= request.skip(body);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
    over.countDown();
    server.close();
    restart();
  }
}
