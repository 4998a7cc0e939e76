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
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ExitWaitTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String NOON = "2026-11-20T12:00:00Z";
  private static final String NEVER = "0001-01-01T00:00:00Z";

  @TempDir private Path directory;
  private ScriptedPodman podman;
  private final Deque<String> states = new ConcurrentLinkedDeque<>();

  @BeforeEach
  void open() throws IOException {
    podman = new ScriptedPodman(directory, LONG, this::answer);
  }

  @AfterEach
  void close() throws IOException {
    podman.close();
  }

  /// Each look shows the next state, and the last again and again.
  private void answer(String request, OutputStream answer) throws IOException {
    if (request.startsWith("GET")) {
      String state = states.size() > 1 ? states.remove() : states.getFirst();
      ScriptedPodman.json(
          answer, 200, "{\"Id\":\"c0ffee\",\"Name\":\"x\",\"State\":%s}".formatted(state));
    } else {
      ScriptedPodman.json(answer, 200, "0");
    }
  }

  @Test
  void anEndThatSeemsToComeBeforeItsStartByTheClocksIsAnEnd() {
    states.add(state("exited", 0, "2026-11-20T11:59:59.900Z"));

    assertThat(await()).hasValue(0);
  }

  @Test
  void aContainerIsCreatedBetweenTwoRuns() {
    states.addAll(
        List.of(
            state("running", 0, NEVER),
            state("created", 0, NEVER),
            state("running", 0, NEVER),
            state("created", 0, NEVER),
            state("exited", 3, "2026-11-20T12:00:01Z")));

    assertThat(await()).hasValue(3);
  }

  /// As Podman 5 and Podman 4 have it after the host went down under a container.
  @ParameterizedTest
  @CsvSource({
    "exited, 0001-01-01T00:00:00Z",
    "created, 0001-01-01T00:00:00Z",
    "created, 2026-11-20T11:00:00Z"
  })
  void anEndThatNobodySawIsNoResult(String status, String finishedAt) {
    states.add(state(status, 0, finishedAt));

    EngineException failure = catchThrowableOfType(EngineException.class, this::await);

    assertThat(failure.kind()).isEqualTo(FailureKind.INTERRUPTED);
    assertThat(failure).hasMessageContaining("nobody saw its end");
  }

  private static String state(String status, int exitCode, String finishedAt) {
    return "{\"Status\":\"%s\",\"ExitCode\":%d,\"StartedAt\":\"%s\",\"FinishedAt\":\"%s\"}"
        .formatted(status, exitCode, NOON, finishedAt);
  }

  private Optional<Integer> await() {
    return new ExitWait(podman.http(), new ContainerLookup(podman.http()))
        .await(new ContainerName("x"), LONG);
  }
}
