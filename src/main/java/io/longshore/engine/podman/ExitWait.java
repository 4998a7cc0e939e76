package io.longshore.engine.podman;

import io.longshore.availability.Deadline;
import io.longshore.command.ContainerName;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer.RunState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/// Waits for the end of a container. What counts is what inspect shows; libpod's `wait` only tells
/// when to look again, since it says 0 of a container that never ran, and since Podman may be
/// restarted under a wait of hours.
///
/// Nobody sees the end of a process that its host takes with it. Podman 4 then calls the container
/// created, with the time of its start; Podman 5 calls it exited, with the exit code that a start
/// sets, 0, and without the time of an end.
final class ExitWait {
  /// How long an engine that hangs can go unnoticed during a wait.
  private static final Duration SLICE = Duration.ofSeconds(60);

  /// Many a process ends soon, and is looked at often for that long.
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final Duration LATER = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LibpodHttp http;
  private final ContainerLookup lookup;

  ExitWait(LibpodHttp http, ContainerLookup lookup) {
    this.http = http;
    this.lookup = lookup;
  }

  /// @return the exit code; empty when the limit passed first
  /// @throws EngineException when there is no such container, when it was never started, or when
  ///   the engine fails
  Optional<Integer> await(ContainerName name, Duration limit) {
    String attempt = "wait for the end of container " + name;
    Deadline deadline = Deadline.in(limit);
    Deadline soon = Deadline.in(SOON);
    boolean wasOnlyCreated = false;
    while (true) {
      JsonNode document = lookup.require(name, attempt);
      RunState state = InspectDocument.container(document).state();
      Optional<Integer> exitCode = exitCode(name, state);
      if (exitCode.isPresent() || deadline.isOver()) {
        return exitCode;
      }
      if (state.status() == ContainerStatus.CREATED) {
        // Also between two runs, for an instant.
        if (wasOnlyCreated) {
          throw endUnseen(name);
        }
        wasOnlyCreated = true;
        Pause.of(PAUSE, attempt);
        continue;
      }
      wasOnlyCreated = false;
      String id = ContainerLookup.id(document);
      if (soon.isOver()) {
        waitOnce(id, attempt, deadline.leftAtMost(SLICE), LATER);
      } else {
        waitOnce(id, attempt, deadline.leftAtMost(soon.left()), OFTEN);
      }
    }
  }

  private static Optional<Integer> exitCode(ContainerName name, RunState state) {
    if (state.startedAt() == null) {
      String sentence = "container " + name + " was never started, so it has no end to wait for";
      throw Failures.refused(FailureKind.NOT_RUNNING, sentence, null);
    }
    return switch (state.status()) {
      case EXITED, STOPPED, REMOVING -> {
        if (state.exitCode() == 0 && state.finishedAt() == null) {
          throw endUnseen(name);
        }
        yield Optional.of(state.exitCode());
      }
      case CREATED, INITIALIZED, RUNNING, PAUSED, STOPPING, UNKNOWN -> Optional.empty();
    };
  }

  private static EngineException endUnseen(ContainerName name) {
    String sentence =
        "container "
            + name
            + " was started, and nobody saw its end, as when its host goes down: it may or may not have"
            + " run to its end; not run again";
    return new EngineException(
        FailureKind.INTERRUPTED,
        sentence,
        "look what became of it before sending it again",
        null,
        null);
  }

  /// Returns when there is reason to look again: it ended, the time is over, or the engine broke
  /// off.
  private void waitOnce(String id, String attempt, Duration slice, Duration interval) {
    HttpUrl.Builder url =
        http.path("containers", id, "wait")
            .addQueryParameter("interval", interval.toMillis() + "ms");
    try {
      Answer<byte[]> answer =
          http.post(attempt, url, Map.of(), slice, (_, body) -> body.readAllBytes());
      if (answer instanceof Answer.Refused<byte[]>(Refusal refusal) && refusal.endedMeanwhile()) {
        Pause.of(OFTEN, attempt);
      } else {
        answer.orThrow(attempt);
      }
    } catch (EngineException broken) {
      switch (broken.kind()) {
        case TIMED_OUT -> {} // the slice is over, or this thread is interrupted, which the next
        // look notices
        case ENGINE_UNAVAILABLE -> Pause.of(PAUSE, attempt);
        default -> throw broken;
      }
    }
  }
}
