package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.availability.Probing;
import io.longshore.command.ContainerName;
import io.longshore.command.ProcessUser;
import io.longshore.command.Program;
import io.longshore.command.VolumeName;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedVolume;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What may go wrong between Longshore and Podman's service, on both generations of Podman.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
class PodmanTransportIT {
  private static final ContainerName NAME = new ContainerName("contract");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Probing QUICK =
      new Probing(
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  @Parameter String hostName = "";
  private TestHost host;
  private PodmanFixture fixture;

  @BeforeEach
  void open() {
    host = TestFleet.shared().host(hostName);
    fixture = new PodmanFixture(host);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anInspectIsAnsweredWhileManyVirtualThreadsWait() throws Exception {
    runService();
    Containers containers = fixture.engine().containers();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Integer>>> waits =
          IntStream.range(0, 64)
              .mapToObj(_ -> threads.submit(() -> containers.awaitExit(NAME, LONG)))
              .toList();
      Thread.sleep(1000);

      for (int inspect = 0; inspect < 20; inspect++) {
        threads.submit(() -> containers.find(NAME)).get();
      }

      assertThat(waits).noneMatch(Future::isDone);
      containers.stop(NAME, Duration.ZERO);
      for (Future<Optional<Integer>> wait : waits) {
        assertThat(wait.get()).isPresent();
      }
    }
  }

  @Test
  void aServiceThatHangsFailsTheCallAtItsLimitAndNothingIsLeft() throws Exception {
    PodmanSettings settings =
        PodmanSettings.of(host.podmanSocket()).withCallLimit(Duration.ofMillis(500));
    try (ContainerEngine engine = new PodmanEngine(settings, QUICK, InstantSource.system())) {
      engine.version();
      long descriptors = openDescriptors();
      // Podman leaves when nobody asks it anything.
      host.exec(
              "sh",
              "-c",
              "systemctl start podman.service && systemctl kill --signal=STOP podman.service")
          .orThrow();
      try {
        for (int call = 0; call < 20; call++) {
          assertNotAnswered(engine);
        }
        assertThat(soon(() -> openDescriptors() <= descriptors))
            .as("descriptors left open")
            .isTrue();
      } finally {
        host.exec("systemctl", "kill", "--signal=CONT", "podman.service").orThrow();
      }
      assertThat(fixture.engine().version()).isNotEmpty();
    }
  }

  private static void assertNotAnswered(ContainerEngine engine) {
    long begun = System.nanoTime();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.volumes().list())
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE));
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(490), Duration.ofSeconds(30));
  }

  @Test
  void theServicesIdleExitFailsNoCall() {
    VolumeName volume = new VolumeName("idle");
    fixture.engine().volumes().create(volume, Map.of());

    assertThat(soon(() -> host.exec("systemctl", "is-active", "podman.service").exitCode() != 0))
        .isTrue();

    assertThat(fixture.engine().volumes().create(volume, Map.of())).isFalse();
    assertThat(fixture.engine().volumes().remove(new ObservedVolume(volume, Map.of()))).isTrue();
  }

  @Test
  void aServiceThatIsKilledBetweenCallsFailsNone() {
    VolumeName volume = new VolumeName("killed");
    for (int round = 0; round < 5; round++) {
      assertThat(fixture.engine().volumes().create(volume, Map.of())).isTrue();
      host.exec("systemctl", "kill", "--signal=KILL", "podman.service").orThrow();
      assertThat(fixture.engine().volumes().remove(new ObservedVolume(volume, Map.of()))).isTrue();
      host.exec("systemctl", "reset-failed", "podman.service", "podman.socket");
    }
  }

  @Test
  void aWaitOutlivesARestartOfTheService() throws Exception {
    runService();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Integer>> wait =
          threads.submit(
              () -> fixture.engine().containers().awaitExit(NAME, Duration.ofMinutes(3)));
      Thread.sleep(500);
      host.exec("systemctl", "restart", "podman.service").orThrow();
      Thread.sleep(500);
      assertThat(wait.isDone()).isFalse();

      fixture.engine().containers().stop(NAME, Duration.ZERO);

      assertThat(wait.get()).isPresent();
    }
  }

  @Test
  void aSlowStopDoesNotHoldUpOtherContainers() throws Exception {
    ContainerName stubborn = new ContainerName("stubborn");
    List<String> program = List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done");
    Containers containers = fixture.engine().containers();
    containers.create(
        PodmanFixture.withCommand(fixture.service(stubborn), program),
        Map.of(),
        EngineRestart.NEVER);
    containers.start(stubborn);
    long process = containers.list(List.of(stubborn), false).getFirst().pid();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> stop =
          threads.submit(() -> containers.stop(stubborn, Duration.ofSeconds(20)));
      Thread.sleep(300);
      runService();
      assertThat(containers.find(NAME)).isPresent();
      assertThat(stop.isDone()).isFalse();

      host.exec("sh", "-c", "kill -KILL " + process).orThrow();
      assertThat(stop.get()).isTrue();
      assertThat(containers.find(stubborn).orElseThrow().state().exitCode()).isEqualTo(137);
    }
  }

  @Test
  void outputThatIsLongOrNoTextIsReadAllTheSame() {
    PodmanSettings settings = new PodmanSettings(host.podmanSocket(), LONG, 1000, null, 0, true);
    List<String> program =
        List.of("sh", "-c", "printf 'a\\377b\\n'; seq 1 5000; echo the end; exit 5");
    try (ContainerEngine engine = new PodmanEngine(settings)) {
      Containers containers = engine.containers();
      containers.create(
          PodmanFixture.withCommand(fixture.service(NAME), program), Map.of(), EngineRestart.NEVER);
      containers.start(NAME);

      assertThat(containers.awaitExit(NAME, LONG)).contains(5);
      assertThat(containers.logs(NAME).stdout())
          .startsWith("a\uFFFDb\n1\n2\n")
          .contains("bytes left out")
          .endsWith("\n4999\n5000\nthe end\n")
          .hasSizeLessThan(1100);
    }
  }

  @Test
  void aPausedContainerGoesOn() {
    runService();
    host.exec("podman", "pause", NAME.text()).orThrow();
    Containers containers = fixture.engine().containers();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () -> containers.exec(NAME, Program.of(List.of("true"), ProcessUser.ROOT), LONG))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.NOT_RUNNING));
    containers.unpause(NAME);

    assertThat(
            containers.exec(NAME, Program.of(List.of("true"), ProcessUser.ROOT), LONG).exitCode())
        .isZero();
  }

  @Test
  void aProgramThatIsNotThereEndsWithTheShellsCodes() {
    runService();
    Containers containers = fixture.engine().containers();

    assertThat(
            containers
                .exec(NAME, Program.of(List.of("no-such-program"), ProcessUser.ROOT), LONG)
                .exitCode())
        .isEqualTo(127);
    assertThat(
            containers
                .exec(NAME, Program.of(List.of("/etc/passwd"), ProcessUser.ROOT), LONG)
                .exitCode())
        .isEqualTo(126);
  }

  @Test
  void noSocketIsSaidWithWhatToDo() {
    Path nowhere = host.root().resolve("run/nowhere.sock");
    try (ContainerEngine engine = new PodmanEngine(PodmanSettings.of(nowhere))) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(engine::version)
          .withMessageContaining("Podman does not answer at " + nowhere)
          .satisfies(
              failure -> assertThat(failure.kind()).isEqualTo(FailureKind.ENGINE_UNAVAILABLE))
          .satisfies(failure ->
              assertThat(failure.hint()).isEqualTo("run 'systemctl enable --now podman.socket'"));
    }
  }

  @Test
  void aClosedEngineAnswersNothingMore() {
    ContainerEngine engine = engineWithLimit(LONG);
    engine.version();
    engine.close();

    assertThatExceptionOfType(EngineException.class).isThrownBy(engine::version);
  }

  private ContainerEngine engineWithLimit(Duration limit) {
    return new PodmanEngine(PodmanSettings.of(host.podmanSocket()).withCallLimit(limit));
  }

  private void runService() {
    fixture.engine().containers().create(fixture.service(NAME), Map.of(), EngineRestart.NEVER);
    fixture.engine().containers().start(NAME);
  }

  private static boolean soon(BooleanSupplier condition) {
    for (int look = 0; look < 150; look++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
    return false;
  }

  private static long openDescriptors() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.count();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
