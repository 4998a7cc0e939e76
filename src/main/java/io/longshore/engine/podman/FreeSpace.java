package io.longshore.engine.podman;

import io.longshore.availability.Deadline;
import io.longshore.command.ImageReference;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps some of the disk free that Podman keeps images on. A full one takes along what else writes
/// there: containers, the journal, Podman's own records.
///
/// Podman takes several times as long to tell than to find an image unchanged in its registry, so
/// that it is not asked again for a while once ten times of what has to be free was.
final class FreeSpace {
  private static final long MEBIBYTE = 1L << 20;
  private static final int PLENTY = 10;
  private static final Duration PLENTY_LASTS = Duration.ofSeconds(10);

  private final EngineInformation information;
  private final long least;
  private volatile Deadline plenty = Deadline.in(Duration.ZERO);

  /// @param least bytes that have to be free before a pull; 0: it is not looked
  FreeSpace(LibpodHttp http, long least) {
    this.information = new EngineInformation(http);
    this.least = least;
  }

  /// @throws EngineException of kind `DISK_FULL` when less is free; a Podman that does not tell how
  ///   much, or not within five seconds while it answers others, is believed to have enough
  void require(ImageReference image) {
    if (least == 0 || !plenty.isOver()) {
      return;
    }
    JsonNode store = store();
    long free = store.path("graphRootAllocated").asLong(0) - store.path("graphRootUsed").asLong(0);
    boolean told = store.has("graphRootAllocated") && store.has("graphRootUsed");
    if (told && free / PLENTY >= least) {
      plenty = Deadline.in(PLENTY_LASTS);
    }
    if (told && free < least) {
      throw Failures.refused(
          FailureKind.DISK_FULL,
          "cannot pull %s: the disk is full: %d MiB are free at %s, and %d MiB have to be"
              .formatted(
                  image, free / MEBIBYTE, store.path("graphRoot").asString("?"), least / MEBIBYTE),
          null);
    }
  }

  private JsonNode store() {
    return information
        .ask()
        .map(told -> told.path("store"))
        .orElseGet(() -> JsonMapper.shared().missingNode());
  }
}
