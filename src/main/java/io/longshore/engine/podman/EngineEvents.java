package io.longshore.engine.podman;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Podman's own record of what happened to containers.
final class EngineEvents {
  private static final long NANOS = 1_000_000_000L;

  private final LibpodHttp http;
  private final EngineInformation information;
  private volatile @Nullable Boolean inJournal;

  EngineEvents(LibpodHttp http) {
    this.http = http;
    this.information = new EngineInformation(http);
  }

  /// Whether Podman is known to keep its events in the journal (`events_logger`); asked for until
  /// it is told once.
  boolean areInJournal() {
    Boolean known = inJournal;
    if (known == null) {
      known =
          information
              .ask()
              .map(told -> told.path("host").path("eventLogger").asString("").equals("journald"))
              .orElse(null);
      inJournal = known;
    }
    return known != null && known;
  }

  /// Whether the end of a container that ended at this time can be read there by now.
  boolean tellEnd(String containerId, Instant ended, String attempt) {
    HttpUrl.Builder url =
        http.path("events")
            .addQueryParameter("stream", "false")
            .addQueryParameter("since", Long.toString(ended.getEpochSecond()))
            .addQueryParameter("filters", filters(containerId));
    long endedNanos = ended.getEpochSecond() * NANOS + ended.getNano();
    return http.get(attempt, url, (_, body) -> anySince(endedNanos, body)).orThrow(attempt);
  }

  private static String filters(String containerId) {
    ObjectNode filters = JsonMapper.shared().createObjectNode();
    filters.putArray("container").add(containerId);
    filters.putArray("event").add("died");
    return filters.toString();
  }

  private static boolean anySince(long nanos, InputStream body) throws IOException {
    boolean found = false;
    try (MappingIterator<JsonNode> events =
        JsonMapper.shared().readerFor(JsonNode.class).readValues(body)) {
      while (events.hasNext()) {
        found |= events.next().path("timeNano").asLong(0) >= nanos;
      }
    }
    return found;
  }
}
