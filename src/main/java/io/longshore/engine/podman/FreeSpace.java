package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.event.FailureKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps some of the disk free that Podman keeps images on. A full one takes along what else writes
/// there: containers, the journal, Podman's own records.
final class FreeSpace {
  private static final long MEBIBYTE = 1L << 20;

  private final LibpodHttp http;
  private final long least;

  /// @param least bytes that have to be free before a pull; 0: it is not looked
  FreeSpace(LibpodHttp http, long least) {
    this.http = http;
    this.least = least;
  }

  /// @throws io.longshore.engine.EngineException of kind `DISK_FULL` when less is free; a Podman
  ///   that does not tell how much is believed to have enough
  void require(ImageReference image) {
    if (least == 0) {
      return;
    }
    JsonNode store = store();
    long free = store.path("graphRootAllocated").asLong(0) - store.path("graphRootUsed").asLong(0);
    if (store.has("graphRootAllocated") && store.has("graphRootUsed") && free < least) {
      throw Failures.refused(
          FailureKind.DISK_FULL,
          "cannot pull %s: the disk is full: %d MiB are free at %s, and %d MiB have to be"
              .formatted(
                  image, free / MEBIBYTE, store.path("graphRoot").asString("?"), least / MEBIBYTE),
          null);
    }
  }

  private JsonNode store() {
    return switch (http.get("tell about itself", http.path("info"), Answer.JSON)) {
      case Answer.Done<JsonNode>(JsonNode information) -> information.path("store");
      case Answer.Refused<JsonNode> _ -> JsonMapper.shared().missingNode();
    };
  }
}
