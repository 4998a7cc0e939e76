package io.longshore.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves pages by their exact path; whatever else is asked for is not there.
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_ERROR = 500;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Supplier<Page>> pages;

  private StatusServer(HttpServer server, Map<String, Supplier<Page>> pages) {
    this.server = server;
    this.pages = Map.copyOf(pages);
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("status-page-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// A page.
  ///
  /// @param status HTTP's number
  /// @param contentType of the body
  /// @param body all of it
  public record Page(int status, String contentType, String body) {}

  /// Begins to listen.
  ///
  /// @param pages by path; each is made anew when it is asked for, on a thread of its own
  /// @throws IOException when the address cannot be had
  public static StatusServer start(InetSocketAddress address, Map<String, Supplier<Page>> pages)
      throws IOException {
    return new StatusServer(HttpServer.create(address, 0), pages);
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = page(exchange);
      byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", page.contentType);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(page.status, head ? NO_BODY : body.length);
      if (!head) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      }
    }
  }

  private Page page(HttpExchange exchange) {
    Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      return text(NOT_FOUND, "There are: " + String.join(", ", pages.keySet()));
    }
    if (!READING.contains(exchange.getRequestMethod())) {
      return text(METHOD_NOT_ALLOWED, "Only GET and HEAD");
    }
    try {
      return page.get();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("A status page could not be made");
      return text(INTERNAL_ERROR, "A fault in Longshore; its log tells more");
    }
  }

  private static Page text(int status, String line) {
    return new Page(status, "text/plain; charset=utf-8", line + "\n");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
