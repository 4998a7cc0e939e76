package io.longshore.engine.podman;

import io.longshore.availability.Deadline;
import io.longshore.command.ContainerName;
import io.longshore.engine.Containers.OutputSink;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.plan.ContainerStatus;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/// Reads what a container wrote. The journal may take in the last lines a little after the
/// container has ended, and Podman has no call that waits for them on every version; so Podman's
/// event of the end, which follows them into the journal, is waited for, half a second at most.
/// Where Podman keeps its events elsewhere, the logs are read until they stay the same, or half a
/// second is over: silence takes that long there.
///
/// The journal silently drops lines that come faster than its rate limit, and forgets old ones; so
/// of a long output from there nobody can say whether it is complete.
final class ContainerLogs {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration LONGER_PAUSE = Duration.ofMillis(50);
  private static final Duration LATENESS = Duration.ofMillis(500);

  /// Only where the journal has dropped it does the event never come.
  private static final Duration EVENT_LATENESS = Duration.ofSeconds(3);

  /// The longest that Podman may take to send all of a log: it was seen to send 4 MiB of short
  /// lines a second.
  private static final Duration LONGEST_READING = Duration.ofHours(1);

  /// The journal's own defaults (journald.conf(5), `RateLimitBurst=`): fewer lines than these never
  /// come too fast, whatever the time they took. Nor does so little fill a journal.
  private static final long LINES_NEVER_DROPPED = 10_000;

  private static final long BYTES_NEVER_DROPPED = 1 << 20;

  private final LibpodHttp http;
  private final PodmanSettings settings;
  private final ContainerLookup lookup;
  private final EngineEvents events;

  ContainerLogs(LibpodHttp http, PodmanSettings settings, ContainerLookup lookup) {
    this.http = http;
    this.settings = settings;
    this.lookup = lookup;
    this.events = new EngineEvents(http);
  }

  RunOutput read(ContainerName name) {
    String attempt = "read the logs of container " + name;
    JsonNode document = lookup.require(name, attempt);
    String id = ContainerLookup.id(document);
    Instant ended = InspectDocument.container(document).state().finishedAt();
    if (!isInJournal(document)) {
      return readOnce(id, attempt).output(true);
    }
    if (!hasEnded(document) || ended == null) {
      return fromJournal(readOnce(id, attempt));
    }
    if (events.areInJournal()) {
      boolean whole = awaitEvent(id, ended, attempt);
      Frames frames = readOnce(id, attempt);
      return frames.output(whole && areFew(frames));
    }
    return readUntilSettled(id, attempt);
  }

  /// Hands out what it writes while it writes it. Podman ends its answer soon after the container's
  /// end, or never: nobody waits for that.
  void follow(ContainerName name, OutputSink sink, Duration limit) {
    String attempt = "follow the output of container " + name;
    HttpUrl.Builder url =
        logs(lookup.requireAddress(name, attempt)).addQueryParameter("follow", "true");
    Answer.Reader<Boolean> passing =
        (_, body) -> {
          Frames.pass(body, sink);
          return true;
        };
    boolean _ = http.get(attempt, url, limit, passing).orThrow(attempt);
  }

  private static RunOutput fromJournal(Frames frames) {
    return frames.output(areFew(frames));
  }

  private static boolean areFew(Frames frames) {
    return frames.lines() < LINES_NEVER_DROPPED && frames.bytes() < BYTES_NEVER_DROPPED;
  }

  /// The output and then Podman's event of the end go into the journal by the same socket: where
  /// the event can be read, the output is complete, and an empty one is truly empty. False where it
  /// does not come.
  private boolean awaitEvent(String id, Instant ended, String attempt) {
    Deadline patience = Deadline.in(EVENT_LATENESS);
    while (!events.tellEnd(id, ended, attempt)) {
      if (patience.isOver()) {
        return false;
      }
      Pause.of(PAUSE, attempt);
    }
    return true;
  }

  private RunOutput readUntilSettled(String id, String attempt) {
    Deadline settled = Deadline.in(LATENESS);
    RunOutput output = fromJournal(readOnce(id, attempt));
    while (!settled.isOver()) {
      Pause.of(LONGER_PAUSE, attempt);
      RunOutput earlier = output;
      output = fromJournal(readOnce(id, attempt));
      if (output.equals(earlier) && !isNothing(output)) {
        return output;
      }
    }
    return output;
  }

  private static boolean isNothing(RunOutput output) {
    return output.stdout().isEmpty() && output.stderr().isEmpty();
  }

  private Frames readOnce(String id, String attempt) {
    Answer.Reader<Frames> frames = (_, body) -> Frames.read(body, settings.outputLimit());
    return http.getLong(attempt, logs(id), LONGEST_READING, frames).orThrow(attempt);
  }

  private HttpUrl.Builder logs(String container) {
    return http.path("containers", container, "logs")
        .addQueryParameter("stdout", "true")
        .addQueryParameter("stderr", "true");
  }

  private static boolean isInJournal(JsonNode document) {
    JsonNode driver = document.path("HostConfig").path("LogConfig").path("Type");
    return driver.asString("").equals("journald");
  }

  private static boolean hasEnded(JsonNode document) {
    return InspectDocument.container(document).state().status() != ContainerStatus.RUNNING;
  }
}
