package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PodmanSettingsTest {
  @Test
  void aSocketPathThatNoUnixSocketCanHaveIsNamed() {
    Path path = Path.of("/run/" + "x".repeat(103));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PodmanSettings.of(path))
        .withMessageContaining(path.toString());
  }

  @Test
  void aCallLimitOfNothingIsRefused() {
    PodmanSettings settings = PodmanSettings.of(Path.of("/run/podman.sock"));

    assertThatIllegalArgumentException().isThrownBy(() -> settings.withCallLimit(Duration.ZERO));
  }
}
