package io.longshore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Consumer;

/// Reads the requests of an HTTP client that says how long its bodies are.
final class HttpCalls implements Relay.Protocol {
  private static final String LENGTH = "content-length:";

  /// Such as `GET containers/web/json`: without the API's prefix and the query, an id as `{id}`.
  @Override
  public void follow(InputStream fromClient, Consumer<String> calls) throws IOException {
    for (String request = line(fromClient); !request.isEmpty(); request = line(fromClient)) {
      calls.accept(described(request));
      long length = 0;
      for (String header = line(fromClient); !header.isEmpty(); header = line(fromClient)) {
        if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
          length = Long.parseLong(header.substring(LENGTH.length()).strip());
        }
      }
      fromClient.skipNBytes(length);
    }
  }

  private static String described(String request) {
    return request
        .replaceFirst(" HTTP/.*", "")
        .replaceFirst("\\?.*", "")
        .replaceFirst(" /v[0-9.]+/libpod/", " ")
        .replace("%2F", "/")
        .replaceAll("\\b[0-9a-f]{64}\\b", "{id}");
  }

  /// Without its end; empty also at the end of the stream.
  static String line(InputStream stream) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
