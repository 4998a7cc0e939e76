package io.longshore.engine.podman;

import io.longshore.command.ContainerName;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.plan.ContainerStatus;
import java.time.Duration;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/// Reads what a container wrote. The journal may take in the last lines a little after the
/// container has ended, and Podman has no call that waits for them on every version; so the logs of
/// one that has ended are read until they stay the same, or half a second is over. Silence takes
/// that long, and a long output, of which Podman reads some ten thousand lines a second from the
/// journal, is read once.
final class ContainerLogs {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LATENESS = Duration.ofMillis(500);
  private static final RunOutput NOTHING = new RunOutput("", "");

  private final LibpodHttp http;
  private final PodmanSettings settings;
  private final ContainerLookup lookup;

  ContainerLogs(LibpodHttp http, PodmanSettings settings, ContainerLookup lookup) {
    this.http = http;
    this.settings = settings;
    this.lookup = lookup;
  }

  RunOutput read(ContainerName name) {
    String attempt = "read the logs of container " + name;
    JsonNode document = lookup.require(name, attempt);
    String id = ContainerLookup.id(document);
    Deadline settled = Deadline.in(LATENESS);
    RunOutput output = readOnce(id, attempt);
    while (mayBeLate(document) && !settled.isOver()) {
      Pause.of(PAUSE, attempt);
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
