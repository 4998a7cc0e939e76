package io.longshore.emulator;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Mount;
import io.longshore.command.VolumeName;
import io.longshore.event.FailureKind;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ListedContainer;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedContainer.ObservedMount;
import io.longshore.plan.ObservedContainer.RunState;
import io.longshore.plan.ObservedImage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container of a [FakeContainerEngine]; guarded by the engine's lock.
final class FakeContainer {
  private static final int KILLED = 137;

  private final String id;
  private ContainerSpec spec;
  private final Map<String, String> annotations;
  private final ObservedImage image;
  private ContainerStatus status = ContainerStatus.CREATED;
  private int exitCode;
  private boolean outOfMemory;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;

  FakeContainer(
      String id, ContainerSpec spec, Map<String, String> annotations, ObservedImage image) {
    this.id = id;
    this.spec = spec;
    this.annotations = Map.copyOf(annotations);
    this.image = image;
  }

  ContainerSpec spec() {
    return spec;
  }

  ObservedImage image() {
    return image;
  }

  List<VolumeName> volumes() {
    return spec.storage().volumes().stream()
        .filter(mount -> mount.kind() == Mount.Kind.VOLUME)
        .map(mount -> new VolumeName(mount.source()))
        .toList();
  }

  boolean runs() {
    return status == ContainerStatus.RUNNING;
  }

  int exitCode() {
    return exitCode;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  void start(Instant now) {
    status = ContainerStatus.RUNNING;
    startedAt = now;
    finishedAt = null;
    exitCode = 0;
    outOfMemory = false;
  }

  void exhaust(Instant now) {
    end(KILLED, now);
    outOfMemory = true;
  }

  void end(int code, Instant now) {
    status = ContainerStatus.EXITED;
    exitCode = code;
    finishedAt = now;
  }

  boolean stop(Instant now) {
    if (status == ContainerStatus.PAUSED) {
      throw FakeFaults.failure(FailureKind.ENGINE, "container " + spec.name() + " is paused");
    }
    boolean stops = runs();
    if (stops) {
      end(0, now);
    }
    return stops;
  }

  boolean unpause() {
    boolean paused = status == ContainerStatus.PAUSED;
    if (paused) {
      status = ContainerStatus.RUNNING;
    }
    return paused;
  }

  /// Refuses while there may be a process.
  void requireEnded() {
    switch (status) {
      case RUNNING, PAUSED, STOPPING, UNKNOWN ->
          throw FakeFaults.failure(FailureKind.ENGINE, "container " + spec.name() + " may run");
      case CREATED, INITIALIZED, STOPPED, EXITED, REMOVING -> {}
    }
  }

  /// Whether it ran to its end; one that never ran has none.
  boolean hasEnded() {
    if (startedAt == null) {
      throw FakeFaults.failure(
          FailureKind.NOT_RUNNING, "container " + spec.name() + " was never started");
    }
    return status == ContainerStatus.EXITED;
  }

  void rename(ContainerName to) {
    spec = spec.named(to);
  }

  void turn(ContainerStatus other) {
    status = other;
  }

  ListedContainer list() {
    ObservedContainer observed = observe();
    return new ListedContainer(
        id,
        observed.name().text(),
        observed.imageName(),
        observed.imageId(),
        status,
        "",
        null,
        toTheSecond(startedAt),
        status == ContainerStatus.EXITED ? toTheSecond(finishedAt) : null,
        exitCode,
        runs() ? 4711 : 0,
        observed.labels(),
        observed.mounts().mounts().stream().map(ObservedMount::destination).toList());
  }

  private static @Nullable Instant toTheSecond(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }

  ObservedContainer observe() {
    RunState state = new RunState(status, exitCode, startedAt, finishedAt, outOfMemory, "");
    return FakeObservation.of(id, spec, annotations, image, state);
  }
}
