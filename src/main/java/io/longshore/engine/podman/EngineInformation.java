package io.longshore.engine.podman;

import io.longshore.engine.EngineException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What Podman tells of itself and its host (`GET info`).
final class EngineInformation {
  /// Podman takes every container's lock to tell, so that one that hangs holds up the answer for
  /// ever.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LibpodHttp http;

  EngineInformation(LibpodHttp http) {
    this.http = http;
  }

  /// The document; empty when a Podman that answers others does not tell it, or not in five
  /// seconds.
  ///
  /// @throws EngineException in an outage
  Optional<JsonNode> ask() {
    try {
      return switch (http.get("tell about itself", http.path("info"), PATIENCE, Answer.JSON)) {
        case Answer.Done<JsonNode>(JsonNode information) -> Optional.of(information);
        case Answer.Refused<JsonNode> _ -> Optional.empty();
      };
    } catch (EngineException failure) {
      if (Failures.isLate(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
