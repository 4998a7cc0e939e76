package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.command.ContainerName;
import io.longshore.event.FailureKind;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.SupervisorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

@Timeout(60)
class NoBusTest {
  private static final UnitName UNIT = UnitName.of(new ContainerName("nova_api"));

  @TempDir Path directory;

  @Test
  void aMissingSocketIsToldWithWhereItWasLookedFor() {
    SupervisorException failure = failureAt(directory.resolve("socket"));

    assertThat(failure.kind()).isEqualTo(FailureKind.SUPERVISOR_UNAVAILABLE);
    assertThat(failure)
        .hasMessageContaining(UNIT.text())
        .hasMessageContaining("unix:path=" + directory.resolve("socket"));
    assertThat(failure.hint()).contains("supervisor: engine");
  }

  @Test
  void aBusThatDoesNotAnswerIsWaitedForNoLongerThanTheLimit() throws IOException {
    Path socket = directory.resolve("socket");
    try (AFUNIXServerSocket _ =
        AFUNIXServerSocket.bindOn(AFUNIXSocketAddress.of(socket.toFile()))) {
      assertThat(failureAt(socket).kind()).isEqualTo(FailureKind.SUPERVISOR_UNAVAILABLE);
    }
  }

  private SupervisorException failureAt(Path socket) {
    SystemdSettings settings =
        new SystemdSettings(
            "unix:path=" + socket,
            directory,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            List.of());
    try (SystemdServiceManager services = new SystemdServiceManager(settings)) {
      return catchThrowableOfType(SupervisorException.class, () -> services.find(UNIT));
    }
  }
}
