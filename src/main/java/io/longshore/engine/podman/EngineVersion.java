package io.longshore.engine.podman;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The version of the Podman that answers.
final class EngineVersion {
  /// What Podman before 4.4 says of every container's IPC namespace, and later ones of some (D43).
  private static final String DOUBTFUL_IPC = "shareable";

  private final LibpodHttp http;
  private volatile @Nullable String known;

  EngineVersion(LibpodHttp http) {
    this.http = http;
  }

  /// The version by which a container's document is to be read; empty when it reads the same in
  /// every one. Asked for once: an engine that was updated meanwhile is taken for the older one,
  /// which only means that the container's own record counts for more.
  String reporting(JsonNode document) {
    boolean doubtful =
        document.path("HostConfig").path("IpcMode").asString("").equals(DOUBTFUL_IPC);
    return doubtful ? get() : "";
  }

  /// The version, such as `5.4.2`.
  String get() {
    String version = known;
    if (version == null) {
      String attempt = "tell its version";
      version =
          http.get(attempt, http.path("version"), Answer.JSON)
              .orThrow(attempt)
              .path("Version")
              .asString("");
      known = version;
    }
    return version;
  }
}
