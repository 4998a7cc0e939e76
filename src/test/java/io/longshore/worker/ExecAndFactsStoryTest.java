package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Envelope;
import io.longshore.command.FactsQuery;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.Program;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeOperation;
import io.longshore.emulator.Outputs;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.engine.EngineException;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import io.longshore.ledger.Ledger;
import io.longshore.plan.ContainerStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecAndFactsStoryTest {
  private static final ContainerName DB = new ContainerName("db");
  private static final ImageReference IMAGE = new ImageReference("registry.example:5000/demo/db:1");
  private static final List<String> MIGRATE = List.of("migrate", "--now");
  private static final InstantSource CLOCK = InstantSource.system();

  private final InMemoryLog log = new InMemoryLog();
  private final FakeContainerEngine engine = new FakeContainerEngine(CLOCK);
  private final Ledger ledger = new Ledger(Duration.ofDays(1));
  private final AtomicInteger runs = new AtomicInteger();
  private InMemoryWorker worker;

  @BeforeEach
  void runContainerAndWorker() {
    engine.images().load(IMAGE.text());
    engine.containers().create(ContainerSpec.of(DB, IMAGE), Map.of(), EngineRestart.NEVER);
    engine.containers().start(DB);
    engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.EXEC) {
            runs.incrementAndGet();
          }
        });
    worker = InMemoryWorker.start(log, engine, ledger);
  }

  @AfterEach
  void stopWorker() {
    worker.close();
  }

  @Test
  void aProgramsEndIsToldAndCountsAsAChange() {
    engine.containers().scripts().exec(MIGRATE, Outputs.exec(0, "3 tables\n", "slow\n"));
    log.send(envelope("1", exec()));

    Event.Finished result = log.result("1");
    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.report().changed()).isTrue();
    assertThat(result.report().rc()).isZero();
    assertThat(result.report().stdout()).isEqualTo("3 tables\n");
    assertThat(result.report().stderr()).isEqualTo("slow\n");
    assertThat(result.report().steps()).extracting(StepReport::name).containsExactly("exec");
    assertThat(log.events()).anyMatch(Event.Started.class::isInstance);
  }

  @Test
  void aProgramThatFailsIsAFailureInTheReferencesWords() {
    engine.containers().scripts().exec(MIGRATE, Outputs.exec(3, "", "no\n"));
    log.send(envelope("1", exec()));

    assertFailed("1", FailureKind.NON_ZERO_EXIT, "migrate exited with non-zero return code 3");
    assertThat(log.result("1").report().changed()).isTrue();
    assertThat(log.result("1").report().rc()).isEqualTo(3);
  }

  /// Another look at the same container would be refused, too.
  @Test
  void aConfigurationCheckThatTheEngineRefusesIsADifferenceAndAProgramAFailure() {
    engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.EXEC) {
            throw new EngineException(
                FailureKind.ENGINE, "bad parameter", "look at the test", null, null, true);
          }
        });
    log.send(envelope("1", new Command.CompareContainer(ContainerSpec.of(DB, IMAGE))));
    log.send(envelope("2", exec()));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(log.result("1").report().differences())
        .extracting(Difference::aspect)
        .contains("config");
    assertThat(kind("2")).isEqualTo(FailureKind.ENGINE);
  }

  @Test
  void aProgramThatIsNotThereIsSaidNotToBe() {
    engine.containers().scripts().exec(MIGRATE, Outputs.exec(127, "", "not found"));
    log.send(envelope("1", exec()));

    assertFailed(
        "1",
        FailureKind.NON_ZERO_EXIT,
        "migrate exited with non-zero return code 127: as a rule there is no such program or directory in the container");
  }

  @Test
  void aProgramThatAnEarlierWorkerBeganIsNotRunAgain() {
    ledger.started(
        new CommandId("1"), "digest-1", new Ledger.State.Begun(1, CLOCK.instant().minusSeconds(1)));
    log.send(envelope("1", exec()));

    assertFailed(
        "1",
        FailureKind.INTERRUPTED,
        "migrate was begun in container db when the worker was interrupted: it may or may not have run to its end; not run again");
    assertThat(log.result("1").report().changed()).as("it may have changed anything").isTrue();
    assertThat(log.result("1").attempts()).isEqualTo(2);
    assertThat(runs).hasValue(0);
  }

  @Test
  void aProgramDuringWhichTheEngineIsLostIsNotRunAgain() {
    engine.faults().loseNextAnswer(FakeOperation.EXEC, FailureKind.INTERRUPTED);
    log.send(envelope("1", exec()));

    assertThat(kind("1")).isEqualTo(FailureKind.INTERRUPTED);
    assertThat(log.result("1").report().changed()).isTrue();
    assertThat(runs).hasValue(1);
  }

  @Test
  void aProgramForWhichTheEngineIsStillAwayIsRunOnceItIsBack() {
    engine.faults().failNext(FakeOperation.FIND_CONTAINER, FailureKind.ENGINE_UNAVAILABLE);
    log.send(envelope("1", exec()));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aProgramThatOutlastsItsTimeMayHaveChangedAnything() {
    engine.containers().scripts().execEndless(MIGRATE);
    log.send(envelope("1", exec()));

    assertThat(kind("1")).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(log.result("1").report().changed()).isTrue();
  }

  @Test
  void aProgramThatIsCalledOffIsSaidToGoOnPerhaps() {
    engine.faults().delay(FakeOperation.EXEC, StoryHost.PATIENCE.multipliedBy(10));
    log.send(envelope("1", exec()));
    StoryHost.await(() -> runs.get() == 1);
    log.send(envelope("c", StoryHost.cancel("1")));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(log.result("1").report().changed()).isTrue();
    assertThat(log.result("1").failure())
        .extracting(Failure::message)
        .asString()
        .startsWith("Command c called it off, but its program may go on");
  }

  @Test
  void noProgramIsRunInAPausedOrAbsentContainer() {
    engine.containers().turn(DB, ContainerStatus.PAUSED);
    log.send(envelope("1", exec()));
    log.send(
        envelope("2", new Command.Exec(new ContainerName("nobody"), Program.of(MIGRATE, null))));

    assertThat(kind("1")).isEqualTo(FailureKind.NOT_RUNNING);
    assertFailed("2", FailureKind.CONTAINER_NOT_FOUND, "No such container: nobody");
    assertThat(log.result("1").report().changed()).isFalse();
    assertThat(runs).hasValue(0);
  }

  @Test
  void checkModeSaysThatTheProgramWouldRun() {
    log.send(
        new Envelope(
            new CommandId("1"),
            new HostName("h1"),
            exec(),
            null,
            null,
            null,
            true,
            null,
            null,
            false,
            "d"));

    assertThat(log.result("1").report().steps())
        .extracting(StepReport::name, StepReport::state)
        .containsExactly(tuple("exec", StepReport.State.PLANNED));
    assertThat(log.result("1").report().changed()).isTrue();
    assertThat(runs).hasValue(0);
  }

  @Test
  void factsAreToldWithoutAnyEffectOrBeginning() {
    log.send(envelope("1", new FactsQuery.GetContainersState(List.of(DB))));
    log.send(envelope("2", new FactsQuery.GetContainersState(List.of(new ContainerName("x")))));

    Event.Finished told = log.result("1");
    assertThat(told.report().facts()).isEqualTo(Fact.Members.of(Map.of("db", "running")));
    assertThat(told.report().changed()).isFalse();
    assertFailed("2", FailureKind.CONTAINER_NOT_FOUND, "No such container: x");
    assertThat(log.events()).noneMatch(Event.Started.class::isInstance);
  }

  @Test
  void theNumberOfCallsDoesNotGrowWithThatOfContainers() {
    List<ContainerName> names =
        IntStream.range(0, 50).mapToObj(each -> new ContainerName("web" + each)).toList();
    names.forEach(name ->
        engine.containers().create(ContainerSpec.of(name, IMAGE), Map.of(), EngineRestart.NEVER));
    List<FakeOperation> calls = new CopyOnWriteArrayList<>();
    engine.faults().before((operation, _) -> calls.add(operation));

    log.send(envelope("1", new FactsQuery.GetContainers(List.of(), true)));
    assertThat(facts("1")).hasSize(51);
    log.send(envelope("2", new FactsQuery.GetContainersState(names)));
    assertThat(facts("2")).hasSize(50);
    log.send(envelope("3", new FactsQuery.GetContainersNames(true)));
    assertThat(facts("3")).hasSize(51);

    assertThat(calls).hasSize(3).containsOnly(FakeOperation.LIST_CONTAINERS);
  }

  private Map<String, Fact> facts(String id) {
    return Objects.requireNonNull(log.result(id).report().facts()).members();
  }

  @Test
  void factsAboutAContainerComeAfterWhatWasAskedForItBefore() {
    engine.faults().delay(FakeOperation.STOP_CONTAINER, Duration.ofMillis(300));
    log.send(envelope("1", new Command.StopContainer(DB, Lifecycle.DEFAULT, false)));
    log.send(envelope("2", new FactsQuery.GetContainersState(List.of(DB))));

    assertThat(log.result("2").report().facts()).isEqualTo(Fact.Members.of(Map.of("db", "exited")));
  }

  @Test
  void factsAboutManyDoNotWaitForALongPullForOneOfThem() {
    ImageReference far = new ImageReference("registry.example:5000/demo/far:1");
    engine.images().publish(far.text());
    HeldCalls pull = new HeldCalls(engine.faults(), FakeOperation.PULL_IMAGE);
    log.send(envelope("slow", new Command.PullImage(ImageRequest.of(far))));
    log.send(envelope("quick", new FactsQuery.GetImages()));

    assertThat(facts("quick")).containsOnlyKeys(IMAGE.text());
    assertThat(log.events())
        .noneMatch(event ->
            event instanceof Event.Finished && event.header().commandId().text().equals("slow"));
    pull.letGo();
  }

  private void assertFailed(String id, FailureKind kind, String message) {
    Failure failure = Objects.requireNonNull(log.result(id).failure());
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).isEqualTo(message);
  }

  private FailureKind kind(String id) {
    return Objects.requireNonNull(log.result(id).failure()).kind();
  }

  private static Command exec() {
    return new Command.Exec(DB, Program.of(MIGRATE, null));
  }

  private static Envelope envelope(String id, Command command) {
    return new Envelope(
        new CommandId(id),
        new HostName("h1"),
        command,
        null,
        null,
        null,
        false,
        null,
        null,
        false,
        "digest-" + id);
  }
}
