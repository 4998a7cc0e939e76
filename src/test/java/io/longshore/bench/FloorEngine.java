package io.longshore.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.newsclub.net.unix.AFSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bare calls of libpod, one after another, by a client that keeps its connections. Whatever is
/// refused is an [IOException].
final class FloorEngine implements AutoCloseable {
  private static final String ROOT = "http://podman/v4.0.0/libpod/";
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;

  FloorEngine(Path socket) throws IOException {
    client =
        new OkHttpClient.Builder()
            .socketFactory(
                new AFSocketFactory.FixedAddressSocketFactory(AFUNIXSocketAddress.of(socket)))
            .connectionPool(new ConnectionPool(64, 3, TimeUnit.SECONDS))
            .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
            .readTimeout(Duration.ofMinutes(2))
            .build();
  }

  JsonNode get(String path) throws IOException {
    return JsonMapper.shared().readTree(read(path));
  }

  /// Reads what is not JSON.
  byte[] read(String path) throws IOException {
    return call(new Request.Builder().url(ROOT + path));
  }

  byte[] post(String path) throws IOException {
    return call(new Request.Builder().url(ROOT + path).post(RequestBody.EMPTY));
  }

  byte[] post(String path, JsonNode document) throws IOException {
    RequestBody body = RequestBody.create(document.toString(), JSON);
    return call(new Request.Builder().url(ROOT + path).post(body));
  }

  void delete(String path) throws IOException {
    call(new Request.Builder().url(ROOT + path).delete());
  }

  /// Whether there is such a thing.
  boolean exists(String path) throws IOException {
    Request request = new Request.Builder().url(ROOT + path).build();
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
      return response.code() != 404;
    }
  }

  private byte[] call(Request.Builder request) throws IOException {
    try (Response response = client.newCall(request.build()).execute()) {
      byte[] body = response.body().bytes();
      if (response.code() >= 400) {
        throw new IOException(response + " " + new String(body, StandardCharsets.UTF_8));
      }
      return body;
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
