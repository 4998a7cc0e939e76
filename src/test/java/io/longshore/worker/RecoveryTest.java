package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeOperation;
import io.longshore.emulator.FakeProgram;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.Leftover;
import io.longshore.ledger.Lost;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.Past;
import io.longshore.plan.Attempt;
import io.longshore.plan.PlanOptions;
import io.longshore.policy.Policy;
import io.longshore.supervisor.FakeServiceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final HostName HOST = new HostName("h1");
  private static final CommandId ID = new CommandId("c-1");
  private static final ContainerName TASK = new ContainerName("task");
  private static final ImageReference IMAGE = new ImageReference("demo/tools:1");
  private static final Instant BEGUN = Instant.parse("2026-11-25T12:00:00Z");

  private final InMemoryLog log = new InMemoryLog();
  private final FakeContainerEngine engine = FakeContainerEngine.recording(InstantSource.system());
  private final Ledger ledger = new Ledger(Duration.ofDays(1));

  @BeforeEach
  void imageIsLocal() {
    engine.images().load(IMAGE.text());
  }

  @Test
  void aCommandThatWasBegunAndLostFailsAndIsNotRunAgain() {
    settle(new Past(List.of(new Lost(ID, HOST, "digest", 2, BEGUN)), List.of()));

    Event.Finished result = log.result("c-1");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.failure().kind()).isEqualTo(FailureKind.INTERRUPTED);
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(result.report().changed()).isTrue();
    assertThat(result.report().changedKnown()).isFalse();
    assertThat(ledger.stateOf(ID)).isEqualTo(new Ledger.State.Answered(0));
    assertThat(engine.faults().effects()).isEmpty();
  }

  @Test
  void aCommandThatWasAcceptedAndLostExpires() {
    settle(new Past(List.of(new Lost(ID, HOST, null, 0, null)), List.of()));

    Event.Finished result = log.result("c-1");
    assertThat(result.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(result.attempts()).isZero();
    assertThat(result.report().changed()).isFalse();
  }

  @Test
  void aContainerThatAFinishedCommandLeftIsRemoved() throws InterruptedException {
    run("c-1");

    settle(new Past(List.of(), List.of(new Leftover(ID, TASK, Instant.now()))));

    assertThat(engine.containers().find(TASK)).isEmpty();
  }

  @Test
  void aContainerOfAnotherCommandStays() throws InterruptedException {
    run("c-2");

    settle(new Past(List.of(), List.of(new Leftover(ID, TASK, Instant.now()))));

    assertThat(engine.containers().find(TASK)).isPresent();
  }

  @Test
  void aContainerThatAnotherCommandHasRunAgainStays() throws InterruptedException {
    Instant result = Instant.now();
    Thread.sleep(2);
    run("c-1");

    settle(new Past(List.of(), List.of(new Leftover(ID, TASK, result))));

    assertThat(engine.containers().find(TASK)).isPresent();
  }

  @Test
  void anEngineThatIsAwayHoldsUpNothing() throws InterruptedException {
    run("c-1");
    engine.faults().failNext(FakeOperation.FIND_CONTAINER, FailureKind.ENGINE_UNAVAILABLE);

    settle(new Past(List.of(), List.of(new Leftover(ID, TASK, Instant.now()))));

    assertThat(engine.containers().find(TASK)).isPresent();
  }

  private void run(String command) throws InterruptedException {
    engine.containers().scripts().container(TASK, FakeProgram.ends(0, "", ""));
    engine
        .containers()
        .create(
            ContainerSpec.of(TASK, IMAGE),
            Map.of(Attempt.COMMAND_ID, command),
            EngineRestart.NEVER);
    engine.containers().start(TASK);
    engine.containers().awaitExit(TASK, Duration.ofSeconds(1));
  }

  private void settle(Past past) {
    Worker worker =
        WorkerAssembly.worker(
            new WorkerAssembly.Host(
                engine, new FakeServiceManager(), new HostFiles(Path.of("/nowhere"))),
            new WorkerAssembly.Log(log, log, log, ledger, OffsetTracker.startingAt(0), past),
            Policy.ALLOW_ALL,
            PlanOptions.DEFAULT,
            new WorkerAssembly.Limits(
                64, Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofDays(1)),
            InstantSource.system());
    try {
      assertThat(worker.drain(Duration.ofSeconds(10))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
