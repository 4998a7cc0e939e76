package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.command.ContainerName;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContainerLogsTest {
  private static final ContainerName NAME = new ContainerName("x");
  private static final String DOCUMENT =
      """
      {"Id": "0123", "Name": "x", "HostConfig": {"LogConfig": {"Type": "k8s-file"}}}
      """;

  @TempDir private Path directory;
  private ScriptedPodman podman;
  private boolean hangsThen;

  @BeforeEach
  void open() throws IOException {
    podman = new ScriptedPodman(directory, Duration.ofSeconds(2), this::answer);
  }

  @AfterEach
  void close() throws IOException {
    podman.close();
  }

  private void answer(String request, OutputStream answer) throws IOException {
    if (request.equals("GET /containers/x/json")) {
      ScriptedPodman.json(answer, 200, DOCUMENT);
      return;
    }
    ScriptedPodman.stream(answer, "\1\0\0\0");
    if (hangsThen) {
      podman.hang();
    }
    podman.sayNothing();
  }

  @Test
  void aLogThatFallsSilentWhileOthersAreAnsweredIsTheCallsOwnFailure() {
    EngineException failure = failureOfRead();

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure).hasMessageContaining("Podman was silent for longer than a call may take");
  }

  @Test
  void aLogThatFallsSilentBecauseNobodyIsAnsweredIsAnOutage() {
    hangsThen = true;

    assertThat(failureOfRead().kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE);
  }

  private EngineException failureOfRead() {
    ContainerLookup lookup = new ContainerLookup(podman.http());
    ContainerLogs logs = new ContainerLogs(podman.http(), podman.settings(), lookup);
    return catchThrowableOfType(EngineException.class, () -> logs.read(NAME));
  }
}
