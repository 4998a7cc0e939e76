package io.longshore.cli;

import io.longshore.config.WorkerConfig;
import io.longshore.http.StatusServer;
import io.longshore.http.StatusServer.Page;
import io.longshore.metrics.Metrics;
import io.longshore.watch.Health;
import io.longshore.watch.Part;
import io.longshore.wire.WorkerStatusEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The pages of a worker: `/livez` for who restarts it, `/readyz` for who wonders whether it works,
/// `/metrics` for Prometheus.
final class StatusPages {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPages.class);
  private static final String JSON = "application/json";
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private StatusPages() {}

  /// Serves them where the configuration says. Null, with one sentence in the log, where that
  /// address cannot be had: commands matter more than pages.
  ///
  /// @param health as it was seen last
  /// @param anew the same, with a closer look to follow
  static @Nullable StatusServer serve(
      WorkerConfig config,
      Supplier<Health.Snapshot> health,
      Supplier<Health.Snapshot> anew,
      Metrics metrics) {
    InetSocketAddress address = config.status().address().orElseThrow();
    try {
      StatusServer server =
          StatusServer.start(
              address,
              Map.of(
                  "/livez", () -> alive(health.get()),
                  "/readyz", () -> ready(config, anew.get()),
                  "/metrics", () -> new Page(OK, Metrics.CONTENT_TYPE, metrics.scrape())));
      LOG.atInfo().addKeyValue("address", shown(server.address())).log("Status pages are served");
      return server;
    } catch (IOException | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("address", config.status().listen())
          .addKeyValue("reason", e.getMessage())
          .log("Status pages cannot be served there; the worker works without (status.listen)");
      return null;
    }
  }

  /// Only what a restart can heal counts.
  private static Page alive(Health.Snapshot health) {
    boolean stuck =
        health.parts().stream()
            .anyMatch(state -> state.part() == Part.INTAKE && state.trouble() != null);
    ObjectNode body = JsonMapper.shared().createObjectNode().put("alive", !stuck);
    return new Page(stuck ? UNAVAILABLE : OK, JSON, body + "\n");
  }

  private static Page ready(WorkerConfig config, Health.Snapshot health) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("host", config.host().text()).put("ready", health.ready());
    WorkerStatusEncoder.putHealth(body, health);
    return new Page(health.ready() ? OK : UNAVAILABLE, JSON, body + "\n");
  }

  private static String shown(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
