package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.engine.EngineException;
import io.longshore.engine.Images;
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
class PodmanImagesTest {
  private static final ImageRequest UNCHANGED =
      ImageRequest.of(new ImageReference("registry.example/unchanged:1"));
  private static final ImageRequest SLOW =
      ImageRequest.of(new ImageReference("registry.example/slow:1"));
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private ScriptedPodman podman;

  @BeforeEach
  void open() throws IOException {
    podman = new ScriptedPodman(directory, LONG, this::answer);
  }

  @AfterEach
  void close() throws IOException {
    podman.close();
  }

  /// A container hangs, whose lock `info` waits for.
  private void answer(String request, OutputStream answer) throws IOException {
    if (request.contains("unchanged")) {
      ScriptedPodman.stream(answer, "{\"id\":\"0123\"}\n");
      return;
    }
    if (request.contains("slow")) {
      ScriptedPodman.stream(answer, "{\"stream\":\"Trying to pull it\"}\n");
    }
    podman.sayNothing();
  }

  @Test
  void aPullThatAHangingPodmanDoesNotAnswerIsAnOutageAndNoFaultOfTheRegistry() {
    podman.hang();

    assertThat(failureOfPull(0).kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE);
  }

  @Test
  void aPullThatIsLateWhileOthersAreAnsweredTellsWhatItWaitedFor() {
    EngineException failure = failureOfPull(0);

    assertThat(failure.kind()).isEqualTo(FailureKind.REGISTRY_UNREACHABLE);
    assertThat(failure).hasMessageContaining("the registry had not answered after 2.0 s");
  }

  @Test
  void aContainerThatHangsKeepsNobodyFromPulling() {
    assertThat(images(1).pull(UNCHANGED, _ -> {}, LONG)).isEqualTo("0123");
  }

  @Test
  void anEngineThatAnswersNobodyWhenAskedForItsFreeSpaceIsAnOutage() {
    podman.hang();

    assertThat(failureOfPull(1).kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE);
  }

  private EngineException failureOfPull(long leastFree) {
    return catchThrowableOfType(
        EngineException.class, () -> images(leastFree).pull(SLOW, _ -> {}, SHORT));
  }

  private Images images(long leastFree) {
    return new PodmanImages(podman.http(), podman.settings().withLeastFree(leastFree));
  }
}
