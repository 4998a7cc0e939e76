package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeOperation;
import io.longshore.emulator.FakeProgram;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.engine.EngineException;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.Step;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.FakeServiceManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Waits end as soon as it is known how: the limit of each is longer than a test may take.
@Timeout(20)
class RunWatcherTest {
  private static final ContainerName WEB = new ContainerName("web");
  private static final UnitName UNIT = UnitName.of(WEB);
  private static final ImageReference IMAGE = new ImageReference("localhost/web:1");
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final StepContext CONTEXT = new StepContext(new CommandId("1"), null, _ -> {});

  private static final Step.Steadiness SEEN_ONCE = new Step.Steadiness(Duration.ZERO, false, false);

  private final FakeContainerEngine engine = new FakeContainerEngine(CLOCK);
  private final FakeServiceManager services = new FakeServiceManager();
  private final RunWatcher watcher =
      new RunWatcher(engine, services, PlanOptions.DEFAULT, LIMIT, SteadyClock.from(CLOCK));

  @BeforeEach
  void createContainerAndUnit() {
    engine.images().load(IMAGE.text());
    engine.containers().create(ContainerSpec.of(WEB, IMAGE), Map.of(), EngineRestart.NEVER);
    services.install(UNIT, "text");
  }

  @Test
  void aUnitThatFailsAfterItsRestartsEndsTheWaitAndSaysHow() {
    services.journal(UNIT, List.of("no such program"));
    restarting();
    later(() -> services.set(UNIT, ActiveState.FAILED, "failed", "start-limit-hit"));

    Failure failure = failure(this::awaitRunning);

    assertThat(failure.kind()).isEqualTo(FailureKind.NOT_RUNNING);
    assertThat(failure.message())
        .isEqualTo(
            "Container web was never started: its unit is down (in Kolla's words: Container timed out) (Result=start-limit-hit, main process exited 1)");
    assertThat(failure.detail())
        .isEqualTo("Result=start-limit-hit, main process exited 1\nno such program");
  }

  @Test
  void aContainerThatEndsUnderAUnitThatDoesNotRestartEndsTheWait() {
    engine.containers().scripts().container(WEB, FakeProgram.ends(3, "", ""));
    engine.containers().start(WEB);
    services.set(UNIT, ActiveState.INACTIVE, "dead", "success");

    assertThat(failure(this::awaitRunning).message())
        .startsWith("Container web ended with exit code 3 right after its start");
  }

  @Test
  void aContainerWithoutAUnitThatEndsEndsTheWait() {
    services.uninstall(UNIT, LIMIT);
    engine.containers().scripts().container(WEB, FakeProgram.ends(3, "", ""));
    engine.containers().start(WEB);

    assertThat(failure(this::awaitRunning).message())
        .isEqualTo(
            "Container web ended with exit code 3 right after its start (in Kolla's words: Container timed out)");
  }

  @Test
  void aContainerThatTheKernelEndsForItsMemoryIsToldAsSuch() {
    services.uninstall(UNIT, LIMIT);
    engine.containers().start(WEB);
    engine.containers().exhaust(WEB);

    assertThat(failure(this::awaitRunning).message())
        .isEqualTo(
            "Container web ended with exit code 137 for want of memory right after its start (in Kolla's words: Container timed out)");
    assertThat(collected().warnings())
        .singleElement()
        .asString()
        .contains("State.OOMKilled", "dimensions.mem_limit");
    engine.containers().start(WEB);
    engine.containers().crash(WEB, 137);
    assertThat(collected().warnings()).isEmpty();
  }

  /// As with `log_driver = "none"`, or while another container holds up what Podman tells of
  /// itself.
  @Test
  void howATaskEndedIsToldAlsoWhereWhatItWroteCannotBeRead() {
    engine.containers().scripts().container(WEB, FakeProgram.ends(3, "out", ""));
    engine.containers().start(WEB);
    engine.faults().failNext(FakeOperation.READ_LOGS, FailureKind.ENGINE);

    StepOutcome outcome = collected();

    assertThat(outcome.run().exitCode()).isEqualTo(3);
    assertThat(outcome.run().output().totals().complete()).isFalse();
    assertThat(outcome.warnings())
        .singleElement()
        .asString()
        .startsWith("What it wrote cannot be read: ");
    engine.faults().failNext(FakeOperation.READ_LOGS, FailureKind.ENGINE_UNAVAILABLE);
    assertThat(catchThrowable(this::collected)).isInstanceOf(EngineException.class);
  }

  private StepOutcome collected() {
    return watcher.collect(new Step.CollectRun(WEB, null, LIMIT, List.of(), "test"), CONTEXT);
  }

  @Test
  void betweenTwoAutomaticStartsTheWaitGoesOn() {
    restarting();
    later(() -> engine.containers().start(WEB));

    assertThat(awaitRunning().changed()).isFalse();
  }

  @Test
  void anEndIsNotWaitedForWhenTheUnitIsDownBeforeAStart() {
    restarting();
    later(() -> services.set(UNIT, ActiveState.FAILED, "failed", "exit-code"));

    assertThat(failure(this::collected).message())
        .startsWith("Container web was never started: its unit is down");
  }

  /// A unit's start is done before the engine knows of it.
  @Test
  void theEndOfTheRunBeforeIsNotTakenForThatOfTheRunThatIsToBegin() {
    engine.containers().scripts().container(WEB, FakeProgram.ends(7, "", ""));
    engine.containers().start(WEB);
    Instant before = startedAt();
    services.start(UNIT, LIMIT);
    later(() -> {
      engine.containers().scripts().container(WEB, FakeProgram.ends(0, "", ""));
      engine.containers().start(WEB);
    });

    StepOutcome outcome =
        watcher.collect(new Step.CollectRun(WEB, before, LIMIT, List.of(), "test"), CONTEXT);

    assertThat(outcome.run().exitCode()).isZero();
  }

  @Test
  void aStartAtAnEarlierTimeThanTheOneBeforeIsAStart() {
    engine.containers().start(WEB);
    Instant before = startedAt().plusSeconds(7200);

    assertThat(
            watcher
                .awaitRunning(new Step.AwaitRunning(WEB, before, LIMIT, SEEN_ONCE, "test"), CONTEXT)
                .changed())
        .isFalse();
  }

  private Instant startedAt() {
    return engine.containers().find(WEB).orElseThrow().state().startedAt();
  }

  @Test
  void withoutSystemdsWordsTheFailureStandsAlone() {
    services.set(UNIT, ActiveState.FAILED, "failed", "exit-code");
    FakeServiceManager silent = new FakeServiceManager();
    silent.unavailable(true);

    StepFailedException failed =
        new UnitFailures(silent).of(FailureKind.SUPERVISOR, UNIT, "It failed", "Look");

    assertThat(failed.failure()).isEqualTo(Failure.of(FailureKind.SUPERVISOR, "It failed", "Look"));
  }

  @Test
  void aContainerThatMustKeepRunningIsNotWaitedForWhileItsUnitPauses() {
    services.start(UNIT, LIMIT);
    later(this::restarting);
    Step.Steadiness steady = new Step.Steadiness(Duration.ofSeconds(1), false, false);

    Failure failure =
        failure(() ->
            watcher.awaitRunning(new Step.AwaitRunning(WEB, null, LIMIT, steady, "test"), CONTEXT));

    assertThat(failure.message()).startsWith("Container web was never started");
  }

  @Test
  void theCommandsOwnTimeoutCutsShortHowLongAContainerHasToKeepRunning() {
    engine.containers().start(WEB);
    StepContext brief =
        new StepContext(new CommandId("1"), CLOCK.instant().plusMillis(50), _ -> {});
    Step.Steadiness steady = new Step.Steadiness(Duration.ofMinutes(5), false, false);

    Failure failure =
        failure(() ->
            watcher.awaitRunning(new Step.AwaitRunning(WEB, null, LIMIT, steady, "test"), brief));

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure.message()).contains("before container web, which runs, was seen to keep");
  }

  /// It may be through before anybody looks.
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aTaskThatHasEndedWellHasRun(int exitCode) {
    engine.containers().scripts().container(WEB, FakeProgram.ends(exitCode, "", ""));
    engine.containers().start(WEB);
    Step.Steadiness task = new Step.Steadiness(Duration.ofMillis(10), true, true);
    Step.AwaitRunning step = new Step.AwaitRunning(WEB, null, LIMIT, task, "test");

    if (exitCode == 0) {
      assertThat(watcher.awaitRunning(step, CONTEXT).changed()).isFalse();
    } else {
      assertThat(failure(() -> watcher.awaitRunning(step, CONTEXT)).message())
          .startsWith("Container web ended with exit code 1 right after its start");
    }
  }

  private StepOutcome awaitRunning() {
    return watcher.awaitRunning(
        new Step.AwaitRunning(WEB, null, LIMIT, SEEN_ONCE, "test"), CONTEXT);
  }

  private void restarting() {
    services.set(UNIT, ActiveState.ACTIVATING, "auto-restart", "exit-code");
  }

  private static void later(Runnable event) {
    Thread.startVirtualThread(() -> {
      Pauses.sleep(Duration.ofMillis(100));
      event.run();
    });
  }

  private static Failure failure(Runnable wait) {
    return catchThrowableOfType(StepFailedException.class, wait::run).failure();
  }
}
