package io.longshore.engine.podman;

import io.longshore.command.ContainerName;
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
final class ContainerLogs {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration LONGER_PAUSE = Duration.ofMillis(50);
  private static final Duration LATENESS = Duration.ofMillis(500);
  private static final RunOutput NOTHING = new RunOutput("", "");

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
    if (!mayBeLate(document) || ended == null) {
      return readOnce(id, attempt);
    }
    if (events.areInJournal(attempt)) {
      awaitEvent(id, ended, attempt);
      return readOnce(id, attempt);
    }
    return readUntilSettled(id, attempt);
  }

  /// The output and then Podman's event of the end go into the journal by the same socket: where
  /// the event can be read, the output is complete, and an empty one is truly empty.
  private void awaitEvent(String id, Instant ended, String attempt) {
    Deadline patience = Deadline.in(LATENESS);
    while (!events.tellEnd(id, ended, attempt) && !patience.isOver()) {
      Pause.of(PAUSE, attempt);
    }
  }

  private RunOutput readUntilSettled(String id, String attempt) {
    Deadline settled = Deadline.in(LATENESS);
    RunOutput output = readOnce(id, attempt);
    while (!settled.isOver()) {
      Pause.of(LONGER_PAUSE, attempt);
      RunOutput earlier = output;
      output = readOnce(id, attempt);
      if (output.equals(earlier) && !output.equals(NOTHING)) {
        return output;
      }
    }
    return output;
  }

  private RunOutput readOnce(String id, String attempt) {
    HttpUrl.Builder url =
        http.path("containers", id, "logs")
            .addQueryParameter("stdout", "true")
            .addQueryParameter("stderr", "true");
    return http.get(attempt, url, (_, body) -> Frames.read(body, settings.outputLimit()))
        .orThrow(attempt);
  }

  private static boolean mayBeLate(JsonNode document) {
    boolean journal =
        document.path("HostConfig").path("LogConfig").path("Type").asString("").equals("journald");
    return journal
        && InspectDocument.container(document).state().status() != ContainerStatus.RUNNING;
  }
}
