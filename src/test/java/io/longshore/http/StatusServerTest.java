package io.longshore.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.longshore.http.StatusServer.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private StatusServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        StatusServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of(
                "/ill",
                () -> new Page(503, "application/json", "{}"),
                "/broken",
                () -> {
                  throw new IllegalStateException("secret words");
                }));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void aPageIsServedWithItsStatusAndType() throws Exception {
    HttpResponse<String> answer = ask("GET", "/ill");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(ask("HEAD", "/ill").statusCode()).isEqualTo(503);
  }

  @Test
  void whatIsNoPageIsNotThere() throws Exception {
    assertThat(ask("GET", "/illness").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/ill").statusCode()).isEqualTo(405);
  }

  @Test
  void aFaultTellsNothingOfItself() throws Exception {
    HttpResponse<String> answer = ask("GET", "/broken");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void anAddressInUseIsRefused() {
    assertThatIOException().isThrownBy(() -> StatusServer.start(server.address(), Map.of()));
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
