package io.longshore.kolla.host;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Answers HTTP on a unix socket, one request a connection, as much of it as libpod's clients use.
final class LibpodServer implements AutoCloseable {
  private static final int VERSION_AND_LIBPOD = 3;

  private final AFUNIXServerSocket server;
  private final Function<LibpodRequest, LibpodAnswer> handler;

  LibpodServer(Path socket, Function<LibpodRequest, LibpodAnswer> handler) {
    this.handler = handler;
    try {
      this.server = AFUNIXServerSocket.bindOn(AFUNIXSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("libpod-accept").start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread.ofPlatform().daemon().name("libpod-answer").start(() -> answer(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      LibpodRequest request = read(new BufferedInputStream(connection.getInputStream()));
      LibpodAnswer answer = handler.apply(request);
      OutputStream out = connection.getOutputStream();
      String head =
          "HTTP/1.1 %d x\r\n%sConnection: close\r\n\r\n"
              .formatted(
                  answer.status(),
                  answer.status() == 204 || answer.status() == 304
                      ? ""
                      : "Content-Length: " + answer.body().length + "\r\n");
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(answer.body());
      out.flush();
    } catch (IOException goneAway) {
      // The worker cancelled the call.
    }
  }

  private static LibpodRequest read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    String[] target = first[1].split("\\?", 2);
    return new LibpodRequest(
        first[0], path(target[0]), query(target.length > 1 ? target[1] : ""), headers, json(body));
  }

  private static JsonNode json(byte[] body) {
    return body.length == 0 ? MissingNode.getInstance() : JsonMapper.shared().readTree(body);
  }

  private static List<String> path(String text) {
    return Arrays.stream(text.split("/", -1))
        .skip(VERSION_AND_LIBPOD)
        .map(LibpodServer::decoded)
        .toList();
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the request broke off");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
