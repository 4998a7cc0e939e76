package io.longshore.kolla.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerName;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A container that ends between two looks of Podman's own, which fails no wait for its end.
class EndOfContainerTest {
  private static final LibpodAnswer ENDED_MEANWHILE =
      LibpodAnswer.error(500, "no such process", "read /proc/3998/cgroup: no such process");

  @TempDir private Path directory;

  @Test
  void aWaitThatPodmanFailsBecauseTheContainerEndsIsNoFailure() {
    Queue<LibpodAnswer> looks =
        new ArrayDeque<>(List.of(container("running"), ENDED_MEANWHILE, container("exited")));
    Path socket = directory.resolve("s");
    try (LibpodServer _ = new LibpodServer(socket, request -> answer(request, looks));
        PodmanEngine engine = new PodmanEngine(PodmanSettings.of(socket).withLeastFree(0))) {
      assertThat(engine.containers().awaitExit(new ContainerName("a"), Duration.ofSeconds(10)))
          .contains(5);
    }
    assertThat(looks).isEmpty();
  }

  private static LibpodAnswer answer(LibpodRequest request, Queue<LibpodAnswer> looks) {
    return switch (request.route()) {
      case "GET containers/*/json" -> looks.remove();
      case "POST containers/*/wait" -> ENDED_MEANWHILE;
      default -> LibpodAnswer.of(404);
    };
  }

  private static LibpodAnswer container(String status) {
    String document =
        """
        {"Id": "1f", "Name": "a", "Config": {}, "HostConfig": {}, "State": {"Status": "%s",
         "StartedAt": "2026-11-29T10:00:00Z", "FinishedAt": "2026-11-29T10:00:01Z", "ExitCode": 5}}
        """
            .formatted(status);
    return new LibpodAnswer(200, document.getBytes(StandardCharsets.UTF_8));
  }
}
