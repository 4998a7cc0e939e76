package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeOperation;
import io.longshore.emulator.FakeProgram;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Reading;
import io.longshore.event.StepReport;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.PublishException;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.UnitName;
import io.longshore.policy.Policy;
import io.longshore.supervisor.FakeServiceManager;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkerStoryTest {
  private static final HostName HOST = new HostName("h1");
  private static final ContainerName WEB = new ContainerName("web");
  private static final ImageReference IMAGE =
      new ImageReference("registry.example:5000/demo/web:1");
  private static final Lifecycle ONE_SHOT =
      new Lifecycle(RestartPolicy.ONESHOT, 10, Duration.ofSeconds(5), Duration.ofSeconds(1));
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private Path root;
  private final InMemoryLog log = new InMemoryLog();
  private final FakeContainerEngine engine = FakeContainerEngine.recording(CLOCK);
  private final FakeServiceManager services = new FakeServiceManager();
  private final Ledger ledger = new Ledger(Duration.ofDays(1));
  private final AtomicReference<Policy> policy = new AtomicReference<>(Policy.ALLOW_ALL);
  private final AtomicReference<Throwable> died = new AtomicReference<>();
  private Worker worker;
  private Thread thread;

  @BeforeEach
  void startWorker() {
    engine.images().publish(IMAGE.text());
    services.listener(
        new FakeServiceManager.Listener() {
          @Override
          public void started(UnitName unit) {
            engine.containers().start(containerOf(unit));
          }

          @Override
          public void stopped(UnitName unit) {
            engine.containers().stop(containerOf(unit), Duration.ZERO);
          }
        });
    worker =
        WorkerAssembly.worker(
            new WorkerAssembly.Host(engine, services, new HostFiles(root)),
            new WorkerAssembly.Log(log, log, log, ledger, OffsetTracker.startingAt(0)),
            (envelope, now) -> policy.get().decide(envelope, now),
            PlanOptions.DEFAULT,
            new WorkerAssembly.Limits(
                64, Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofDays(1)),
            CLOCK);
    thread = Thread.ofPlatform().start(this::run);
  }

  private void run() {
    try {
      worker.run(() -> {});
    } catch (RuntimeException | Error e) {
      died.set(e);
    }
  }

  @AfterEach
  void stopWorker() throws InterruptedException {
    worker.stop();
    thread.join(Duration.ofSeconds(10));
    worker.drain(Duration.ofSeconds(10));
  }

  @Test
  void aStopJobThatSystemdSkipsIsNoFailure() {
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
    services.failNext(JobResult.SKIPPED);
    log.send(envelope("2", new Command.StopContainer(WEB, Lifecycle.DEFAULT, false)));

    assertThat(log.result("2").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(engine.containers().find(WEB).orElseThrow().state().status())
        .isNotEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  void aServiceIsStartedOnceAndASecondRequestFindsItSo() {
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    log.send(envelope("2", start(ContainerSpec.of(WEB, IMAGE))));

    Event.Finished first = log.result("1");
    assertThat(first.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(first.report().changed()).isTrue();
    assertThat(stepNames(first))
        .containsExactly(
            "pullImage", "createContainer", "installUnit", "startUnit", "awaitRunning");
    assertThat(first.report().differences())
        .anyMatch(difference -> difference.aspect().equals("container_missing"));

    Event.Finished second = log.result("2");
    assertThat(second.report().changed()).isFalse();
    assertThat(second.report().steps()).isEmpty();
  }

  @Test
  void nothingIsTouchedBeforeTheStartedEventIsDurable() {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    log.durableWith(durable);
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    log.await(Event.Started.class::isInstance);
    Pauses.sleep(Duration.ofMillis(200));

    assertThat(engine.faults().effects()).isEmpty();
    assertThat(services.calls()).isEmpty();
    durable.complete(null);
    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(engine.faults().effects()).isNotEmpty();
  }

  @Test
  void aRepeatedIdIsAnsweredWithTheFirstResultAndDoesNothing() {
    Envelope command = envelope("1", task());
    engine.containers().scripts().container(WEB, FakeProgram.ends(0, "42 rows\n", ""));
    log.send(command);
    log.send(command);

    Event.Duplicate duplicate = (Event.Duplicate) log.await(Event.Duplicate.class::isInstance);
    assertThat(duplicate.first()).isEqualTo(log.result("1"));
    assertThat(duplicate.first().report().stdout()).isEqualTo("42 rows\n");
    assertThat(log.events().stream().filter(Event.Finished.class::isInstance)).hasSize(1);
  }

  @Test
  void anotherCommandUnderAKnownIdIsAConflictAndDoesNothing() {
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    log.send(
        envelope("1", new Command.StopContainer(WEB, Lifecycle.DEFAULT, false), "other-digest"));

    Event.Conflict conflict = (Event.Conflict) log.await(Event.Conflict.class::isInstance);
    assertThat(conflict.failure().kind()).isEqualTo(FailureKind.ID_CONFLICT);
    assertThat(log.result("1").header().action())
        .isEqualTo(io.longshore.command.Action.START_CONTAINER);
    assertThat(services.calls()).noneMatch(call -> call.startsWith("stop"));
    assertThat(log.events()).filteredOn(Event.Accepted.class::isInstance).hasSize(1);
  }

  @Test
  void aTaskTellsItsExitCodeAndBothStreamsAndIsGoneOnlyAfterItsResult() {
    engine.containers().scripts().container(WEB, FakeProgram.ends(3, "out\n", "err\n"));
    AtomicReference<Boolean> thereAtResult = new AtomicReference<>();
    log.onPublish(event -> {
      if (event instanceof Event.Finished && event.header().commandId().text().equals("1")) {
        thereAtResult.set(engine.containers().find(WEB).isPresent());
      }
    });
    log.send(envelope("1", task()));
    log.send(envelope("2", new Command.RemoveContainer(WEB, ONE_SHOT)));

    Event.Finished result = log.result("1");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.failure()).extracting(Failure::kind).isEqualTo(FailureKind.NON_ZERO_EXIT);
    assertThat(result.report().rc()).isEqualTo(3);
    assertThat(result.report().stdout()).isEqualTo("out\n");
    assertThat(result.report().stderr()).isEqualTo("err\n");
    assertThat(result.report().changed()).isTrue();
    assertThat(thereAtResult.get()).isTrue();
    assertThat(log.result("2").report().changed())
        .as("the task's container was removed before")
        .isFalse();
  }

  @Test
  void aTaskThatAnEarlierWorkerStartedIsNotRunAgain() {
    Envelope command = envelope("1", task());
    engine.images().load(IMAGE.text());
    engine.containers().scripts().container(WEB, FakeProgram.ends(0, "once\n", ""));
    engine
        .containers()
        .create(
            command.command() instanceof Command.StartContainer start ? start.spec() : null,
            java.util.Map.of(io.longshore.plan.Attempt.COMMAND_ID, "1"),
            io.longshore.engine.Containers.EngineRestart.NEVER);
    engine.containers().start(WEB);
    ledger.started(
        new CommandId("1"),
        command.digest(),
        new Ledger.State.Begun(1, CLOCK.instant().minusSeconds(1)));
    log.send(command);

    Event.Finished result = log.result("1");
    assertThat(result.report().stdout()).isEqualTo("once\n");
    assertThat(result.report().changed()).isTrue();
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(stepNames(result)).containsExactly("collectRun");
  }

  @Test
  void aPullThatAnEarlierWorkerBeganIsMeasuredByTheImageThatWasThereBefore() {
    String local = engine.images().load(IMAGE.text()).id();
    assertThat(changedByPullBegunWith("1", local)).as("the registry has another image").isTrue();
    String pulled = engine.images().find(IMAGE).orElseThrow().id();
    assertThat(changedByPullBegunWith("2", pulled)).as("it was and is the same").isFalse();
    assertThat(changedByPullBegunWith("3", local)).as("the first try had pulled it").isTrue();
    assertThat(changedByPullBegunWith("4", null)).as("there was none before").isTrue();
  }

  private boolean changedByPullBegunWith(String id, @Nullable String imageBefore) {
    Envelope command = envelope(id, new Command.PullImage(ImageRequest.of(IMAGE)));
    ledger.started(
        new CommandId(id),
        command.digest(),
        new Ledger.State.Begun(1, CLOCK.instant().minusSeconds(1), imageBefore, Beginning.PLAIN));
    log.send(command);
    Event.Finished result = log.result(id);
    assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.SUCCEEDED);
    return result.report().changed();
  }

  @Test
  void checkModeTellsTheStepsAndTakesNone() {
    log.send(checking("1", start(ContainerSpec.of(WEB, IMAGE))));

    Event.Finished result = log.result("1");
    assertThat(result.report().changed()).isTrue();
    assertThat(result.report().steps())
        .isNotEmpty()
        .allMatch(step -> step.state() == StepReport.State.PLANNED);
    assertThat(engine.faults().effects()).isEmpty();
    assertThat(log.events()).noneMatch(Event.Started.class::isInstance);
  }

  /// The container has ended, and its unit with it: a stop has nothing left to change, and says so
  /// in check mode too.
  @Test
  void aStopOfWhatHasFailedForgetsTheFailureAndChangesNothing() {
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
    engine.containers().crash(WEB, 1);
    services.set(UnitName.of(WEB), ActiveState.FAILED, "failed", "exit-code");
    Command stop = new Command.StopContainer(WEB, Lifecycle.DEFAULT, false);

    log.send(checking("2", stop));
    assertThat(log.result("2").report().changed()).isFalse();
    assertThat(stepNames(log.result("2"))).containsExactly("forgetUnitFailure");
    assertThat(services.calls()).noneMatch(call -> call.startsWith("reset-failed"));

    log.send(envelope("3", stop));
    assertThat(log.result("3").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(log.result("3").report().changed()).isFalse();
    assertThat(services.calls()).last().asString().startsWith("reset-failed");

    log.send(envelope("4", stop));
    assertThat(log.result("4").report().steps()).isEmpty();
  }

  @Test
  void aStopThatAnEarlierWorkerBeganOnlyToForgetAFailureHasChangedNothing() {
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
    engine.containers().crash(WEB, 1);
    services.set(UnitName.of(WEB), ActiveState.INACTIVE, "dead", "success");
    Envelope stop = envelope("2", new Command.StopContainer(WEB, Lifecycle.DEFAULT, false));
    ledger.started(
        new CommandId("2"),
        stop.digest(),
        new Ledger.State.Begun(1, CLOCK.instant(), null, new Beginning(null, null, true, null)));
    log.send(stop);

    assertThat(log.result("2").report().changed()).isFalse();
  }

  @Test
  void aFailedStepEndsTheCommandWithTheEnginesWordsAndTheStepsSoFar() {
    engine.images().refuse(IMAGE.text(), FailureKind.REGISTRY_UNAUTHORIZED);
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));

    Event.Finished result = log.result("1");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.REGISTRY_UNAUTHORIZED);
    assertThat(result.report().steps())
        .extracting(StepReport::state)
        .containsExactly(StepReport.State.FAILED);
    assertThat(result.report().changed()).isFalse();
  }

  @Test
  void aUnitWhoseStartFailsFailsTheCommand() {
    services.failNext(JobResult.FAILED);
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));

    assertThat(log.result("1").failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.SUPERVISOR);
    assertThat(log.result("1").report().changed()).isTrue();
  }

  @Test
  void anEngineThatIsAwayFailsNothingAndIsWaitedFor() {
    engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    StoryHost.await(() -> engine.availability().outage().isPresent());
    engine.faults().heal();

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void anEngineThatStaysAwayFailsTheCommandAtItsOwnDeadline() {
    engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    log.send(
        new Envelope(
            new CommandId("1"),
            HOST,
            start(ContainerSpec.of(WEB, IMAGE)),
            null,
            null,
            Duration.ofMillis(300),
            false,
            null,
            null,
            false,
            "d1"));

    assertThat(log.result("1").failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.ENGINE_UNAVAILABLE);
  }

  @Test
  void aTaskThatOutlastsItsCommandsTimeoutIsLeftRunningAndSaidToBe() {
    engine.containers().scripts().container(WEB, FakeProgram.endsAfter(Duration.ofMinutes(1), 0));
    log.send(
        new Envelope(
            new CommandId("1"),
            HOST,
            task(),
            null,
            null,
            Duration.ofSeconds(5),
            false,
            null,
            null,
            false,
            "d1"));

    Event.Finished result = log.result("1");
    assertThat(result.failure()).extracting(Failure::kind).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(result.failure()).extracting(Failure::message).asString().contains("left running");
    assertThat(engine.containers().find(WEB)).isPresent();
  }

  @Test
  void aCommandPastItsDeadlineIsExpiredAndNotBegun() {
    log.send(
        new Envelope(
            new CommandId("1"),
            HOST,
            start(ContainerSpec.of(WEB, IMAGE)),
            null,
            CLOCK.instant().minusSeconds(1),
            null,
            false,
            null,
            null,
            false,
            "d1"));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(engine.faults().effects()).isEmpty();
  }

  @Test
  void aCommandOlderThanTheDedupeWindowIsExpired() {
    log.send(
        new Reading.Understood(envelope("1", start(ContainerSpec.of(WEB, IMAGE)))),
        CLOCK.instant().minus(Duration.ofDays(2)));

    assertThat(log.result("1").outcome()).isEqualTo(Outcome.EXPIRED);
  }

  @Test
  void whatThePolicyDoesNotAllowIsDeniedAndSoIsWhatItFailsToDecide() {
    policy.set((_, _) -> new Policy.Decision.Deny("only on Sundays"));
    log.send(envelope("1", start(ContainerSpec.of(WEB, IMAGE))));
    assertThat(log.result("1").outcome()).isEqualTo(Outcome.DENIED);
    assertThat(log.result("1").failure())
        .extracting(Failure::message)
        .asString()
        .contains("only on Sundays");

    policy.set((_, _) -> {
      throw new IllegalStateException("no rules loaded");
    });
    log.send(envelope("2", start(ContainerSpec.of(WEB, IMAGE))));
    assertThat(log.result("2").outcome()).isEqualTo(Outcome.DENIED);
    assertThat(engine.faults().effects()).isEmpty();
  }

  @Test
  void anUnreadableMessageIsAnsweredAndTheNextOneHandled() {
    Failure failure = new Failure(FailureKind.INVALID, "not JSON", null, null, "");
    Event.Header header =
        new Event.Header(new CommandId("t-0-0"), HOST, null, null, null, null, CLOCK.instant());
    log.send(new Reading.Refused(header, null, failure), CLOCK.instant());
    log.send(envelope("2", new Command.StopContainer(WEB, Lifecycle.DEFAULT, true)));

    assertThat(log.result("t-0-0").outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(log.result("2").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(log.doneOffsets()).containsExactlyInAnyOrder(0L, 1L);
  }

  @Test
  void anUnreadableMessageThatComesAgainUnderItsIdIsAnsweredAsARepeat() {
    Failure failure = new Failure(FailureKind.INVALID, "no such action", null, null, "/action");
    Event.Header header =
        new Event.Header(new CommandId("1"), HOST, null, null, null, null, CLOCK.instant());
    log.send(new Reading.Refused(header, "d1", failure), CLOCK.instant());
    log.send(new Reading.Refused(header, "d1", failure), CLOCK.instant());

    Event.Duplicate duplicate = (Event.Duplicate) log.await(Event.Duplicate.class::isInstance);
    assertThat(duplicate.first().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(log.events().stream().filter(Event.Finished.class::isInstance)).hasSize(1);
  }

  @Test
  void aLongPullForOneContainerDoesNotDelayAStopForAnother() {
    HeldCalls pull = new HeldCalls(engine.faults(), FakeOperation.PULL_IMAGE);
    log.send(envelope("slow", start(ContainerSpec.of(WEB, IMAGE))));
    log.send(
        envelope(
            "quick", new Command.StopContainer(new ContainerName("db"), Lifecycle.DEFAULT, true)));

    log.result("quick");
    assertThat(log.events())
        .noneMatch(event ->
            event instanceof Event.Finished && event.header().commandId().text().equals("slow"));
    pull.letGo();
    assertThat(log.result("slow").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aFaultOfOursFailsTheCommandThatMetItAndNoOther() {
    AtomicReference<Boolean> broken = new AtomicReference<>(true);
    engine
        .faults()
        .before((_, _) -> {
          if (broken.get()) {
            throw new IllegalStateException("a bug");
          }
        });
    log.send(envelope("1", new Command.CreateVolume(new io.longshore.command.VolumeName("v"))));
    assertThat(log.result("1").failure()).extracting(Failure::kind).isEqualTo(FailureKind.INTERNAL);

    broken.set(false);
    log.send(envelope("2", new Command.CreateVolume(new io.longshore.command.VolumeName("v"))));
    assertThat(log.result("2").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  /// Images are looked for beside the command's own thread.
  @ParameterizedTest
  @EnumSource(names = {"FIND_VOLUME", "FIND_IMAGE"})
  void anErrorEndsTheWorkerAndIsNoAnswer(FakeOperation fatal) throws InterruptedException {
    engine
        .faults()
        .before((operation, _) -> {
          if (operation == fatal) {
            throw new StackOverflowError("a test");
          }
        });
    log.send(
        envelope(
            "1",
            fatal == FakeOperation.FIND_VOLUME
                ? new Command.CreateVolume(new io.longshore.command.VolumeName("v"))
                : start(ContainerSpec.of(WEB, IMAGE))));

    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(died.get()).isInstanceOf(StackOverflowError.class);
    assertThat(log.events()).noneMatch(Event.Finished.class::isInstance);
    assertThat(log.doneOffsets()).isEmpty();
  }

  @Test
  void aWorkerThatIsFencedEnds() throws InterruptedException {
    log.onPublish(event -> {
      if (event instanceof Event.Finished) {
        throw new PublishException(
            true, "another worker has taken over", new IllegalStateException());
      }
    });
    log.send(envelope("1", new Command.StopContainer(WEB, Lifecycle.DEFAULT, true)));

    thread.join(Duration.ofSeconds(10));
    assertThat(died.get())
        .isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.fenced()).isTrue());
    assertThat(log.doneOffsets()).isEmpty();
  }

  @Test
  void aWorkerThatHasNothingToAnswerEndsToo() throws InterruptedException {
    log.end(new PublishException(true, "another worker has taken over", null));

    thread.join(Duration.ofSeconds(10));
    assertThat(died.get())
        .isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.fenced()).isTrue());
  }

  @Test
  void anAnswerThatIsTooLargeForTheTopicIsGivenInShort() {
    AtomicReference<Boolean> first = new AtomicReference<>(true);
    log.onPublish(event -> {
      if (event instanceof Event.Finished && first.getAndSet(false)) {
        throw PublishException.tooLarge("too large", new IllegalStateException());
      }
    });
    log.send(envelope("1", new Command.CreateVolume(new io.longshore.command.VolumeName("v"))));

    Event.Finished result = log.result("1");
    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.report().changed()).isTrue();
    assertThat(result.report().warnings()).singleElement().asString().contains("too large");
  }

  private static ContainerName containerOf(UnitName unit) {
    return new ContainerName(
        unit.text().replaceFirst("^kolla-", "").replaceFirst("-container.service$", ""));
  }

  private static Command start(ContainerSpec spec) {
    return new Command.StartContainer(spec, ImageRequest.of(spec.image()), RunMode.DETACHED);
  }

  private static Command task() {
    ContainerSpec plain = ContainerSpec.of(WEB, IMAGE);
    ContainerSpec spec =
        new ContainerSpec(
            WEB,
            IMAGE,
            null,
            plain.environment(),
            plain.labels(),
            false,
            plain.isolation(),
            plain.storage(),
            plain.dimensions(),
            null,
            ONE_SHOT,
            plain.state());
    return new Command.StartContainer(
        spec, ImageRequest.of(IMAGE), new RunMode(false, true, false));
  }

  private static Envelope envelope(String id, Command command) {
    return envelope(id, command, "digest-" + id);
  }

  private static Envelope envelope(String id, Command command, String digest) {
    return new Envelope(
        new CommandId(id), HOST, command, null, null, null, false, null, null, false, digest);
  }

  private static Envelope checking(String id, Command command) {
    return new Envelope(
        new CommandId(id), HOST, command, null, null, null, true, null, null, false, "d" + id);
  }

  private static List<String> stepNames(Event.Finished finished) {
    return finished.report().steps().stream().map(StepReport::name).toList();
  }
}
