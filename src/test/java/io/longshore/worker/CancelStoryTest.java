package io.longshore.worker;

import static io.longshore.worker.StoryHost.JOB;
import static io.longshore.worker.StoryHost.WEB;
import static io.longshore.worker.StoryHost.cancel;
import static io.longshore.worker.StoryHost.start;
import static io.longshore.worker.StoryHost.stop;
import static io.longshore.worker.StoryHost.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Envelope;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.emulator.FakeOperation;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import io.longshore.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelStoryTest {
  private final StoryHost host = new StoryHost();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aCommandThatWaitsBehindAnotherIsAnsweredAtOnceAndNeverBegun() {
    host.send("job", task());
    host.awaitStarted("job");
    host.send("behind", stop(JOB));
    host.send("c", cancel("behind"));

    assertCancelledBy("c", host.log.result("behind"));
    assertThat(host.log.result("behind").attempts()).isZero();
    assertCancelled(host.log.result("c"), "behind");
    assertThat(host.isAnswered("job")).isFalse();
    assertThat(host.log.doneOffsets()).containsExactly(1L, 2L);
    host.send("c2", cancel("job"));
    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void aTaskThatRunsIsEndedAndItsResultHasItsOutputBeforeItIsRemoved() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.send("c", cancel("job"));

    Event.Finished job = host.log.result("job");
    assertCancelledBy("c", job);
    assertThat(job.report().rc()).isNotNull();
    assertThat(job.report().stdout()).isNotNull();
    assertThat(job.report().changed()).isTrue();
    assertThat(job.report().steps())
        .extracting(StepReport::name)
        .endsWith("startContainer", "stopContainer", "collectRun");
    assertCancelled(host.log.result("c"), "job");
    StoryHost.await(() -> host.engine.containers().find(JOB).isEmpty());
  }

  @Test
  void aTaskThatComesToItsEndAnyhowIsLetEnd() {
    AtomicInteger waits = new AtomicInteger();
    host.engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.AWAIT_EXIT && waits.incrementAndGet() == 2) {
            host.engine.containers().crash(JOB, 3);
          }
        });
    host.send("job", task());
    StoryHost.await(() -> waits.get() == 1);
    host.send("c", cancel("job"));

    Event.Finished job = host.log.result("job");
    assertThat(job.outcome()).as(job.toString()).isEqualTo(Outcome.FAILED);
    assertThat(job.failure()).extracting(Failure::kind).isEqualTo(FailureKind.NON_ZERO_EXIT);
    assertThat(job.report().rc()).isEqualTo(3);
    assertThat(job.report().steps())
        .extracting(StepReport::name)
        .doesNotContain("stopContainer")
        .endsWith("collectRun");
    assertThat(facts(host.log.result("c"))).containsEntry("outcome", new Fact.Text("failed"));
  }

  @Test
  void aPullIsBrokenOffAndNothingOfThePlanFollows() {
    host.engine.faults().delay(FakeOperation.PULL_IMAGE, StoryHost.PATIENCE.multipliedBy(10));
    AtomicBoolean pulls = new AtomicBoolean();
    host.engine
        .faults()
        .before(
            (operation, _) -> pulls.compareAndSet(false, operation == FakeOperation.PULL_IMAGE));
    host.send("start", start());
    StoryHost.await(pulls::get);
    host.send("c", cancel("start"));

    Event.Finished start = host.log.result("start");
    assertCancelledBy("c", start);
    assertThat(start.report().changed()).isFalse();
    assertThat(start.failure()).extracting(Failure::message).asString().contains("pullImage");
    assertThat(start.report().steps())
        .extracting(StepReport::name, StepReport::state)
        .containsExactly(tuple("pullImage", StepReport.State.FAILED));
    assertThat(host.engine.containers().find(WEB)).isEmpty();
  }

  @Test
  void aReplacementIsTakenBack() {
    host.send("first", start());
    assertThat(host.log.result("first").outcome()).isEqualTo(Outcome.SUCCEEDED);
    String old = host.engine.containers().find(WEB).orElseThrow().id();
    ImageReference next = new ImageReference("registry.example:5000/demo/web:2");
    host.engine.images().publish(next.text());
    host.engine
        .faults()
        .after((operation, _) -> {
          if (operation == FakeOperation.CREATE_CONTAINER && !host.isAnswered("c")) {
            host.send("c", cancel("second"));
            host.awaitStarted("c");
            Pauses.sleep(Duration.ofSeconds(1));
          }
        });
    host.send("second", start(next));

    Event.Finished second = host.log.result("second");
    assertCancelledBy("c", second);
    assertThat(second.report().rollback()).isNotNull();
    assertThat(second.report().rollback().restored()).isTrue();
    assertThat(host.engine.containers().find(WEB).orElseThrow().id()).isEqualTo(old);
    assertThat(host.runs(WEB)).isTrue();
  }

  @Test
  void aCommandThatWaitsForItsTimeOrTheEngineIsCancelledAtOnce() {
    host.send("later", stop(JOB), Instant.now().plusSeconds(3600), null);
    host.send("c1", cancel("later"));
    assertCancelledBy("c1", host.log.result("later"));

    host.engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    host.send("outage", start());
    StoryHost.await(() -> host.worker().inFlight() == 1);
    host.send("c2", cancel("outage"));
    assertCancelledBy("c2", host.log.result("outage"));
    assertCancelled(host.log.result("c2"), "outage");
    assertThat(host.log.result("later").attempts()).isZero();
    assertThat(host.log.result("outage").attempts()).isZero();
  }

  @Test
  void aCommandThatWasBegunIsCancelledWhenTheEngineIsBack() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    host.send("c", cancel("job"));
    host.awaitStarted("c");
    Pauses.sleep(Duration.ofMillis(100));
    assertThat(host.isAnswered("job")).isFalse();

    host.engine.faults().heal();
    assertCancelledBy("c", host.log.result("job"));
    StoryHost.await(() -> host.engine.containers().find(JOB).isEmpty());
  }

  @Test
  void whatHadEndedIsLeftAndToldOf() {
    host.send("start", start());
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
    host.send("c", cancel("start"));

    Event.Finished cancel = host.log.result("c");
    assertThat(cancel.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(cancel.report().changed()).isFalse();
    assertThat(facts(cancel)).containsEntry("outcome", new Fact.Text("succeeded"));
    assertThat(cancel.report().warnings()).hasSize(1);
  }

  @Test
  void anUnknownCommandAndItselfCannotBeCancelled() {
    host.send("c", cancel("nobody"));
    host.send("self", cancel("self"));

    assertThat(host.log.result("c").failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.COMMAND_NOT_FOUND);
    assertThat(host.log.result("self").failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.INVALID);
  }

  @Test
  void twoCommandsThatCancelEachOtherDoNotWaitForEver() {
    host.send("job", task());
    host.awaitStarted("job");
    host.send("a", cancel("b"), Instant.now().plusSeconds(3600), null);
    host.send("b", cancel("a"));

    assertThat(host.log.result("a").outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(host.log.result("b").outcome()).isEqualTo(Outcome.SUCCEEDED);
    host.send("c", cancel("job"));
    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void aCancelThatIsCancelledWhenItHasToldItsTargetToStopSaysSo() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.STOP_CONTAINER) {
            host.send("c2", cancel("c1"));
            StoryHost.await(() -> host.isAnswered("c1"));
          }
        });
    host.send("c1", cancel("job"));

    assertCancelledBy("c1", host.log.result("job"));
    assertCancelledBy("c2", host.log.result("c1"));
    assertThat(host.log.result("c1").report().changed()).isTrue();
  }

  @Test
  void aCancelThatIsCancelledBeforeItsTargetCameHasToldItNothing() {
    try (StoryHost full = new StoryHost(1, true)) {
      full.send("job", task());
      full.awaitStarted("job");
      full.send("later", start());
      full.send("c1", cancel("later"));
      full.awaitStarted("c1");
      full.send("c2", cancel("c1"));

      Event.Finished c1 = full.log.result("c1");
      assertCancelledBy("c2", c1);
      assertThat(c1.report().changed()).isFalse();
      assertThat(c1.failure().message()).contains("before it had told later to stop");
      full.send("c3", cancel("job"));
      assertThat(full.log.result("later").outcome()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  void aReplacementIsNotCalledOffWhileTheOldContainerIsStillAside() {
    host.engine.images().publish("registry.example:5000/demo/old:1");
    ImageReference old = new ImageReference("registry.example:5000/demo/old:1");
    host.engine.images().pull(ImageRequest.of(old), _ -> {}, StoryHost.PATIENCE);
    host.engine.containers().create(ContainerSpec.of(JOB, old), Map.of(), EngineRestart.NEVER);
    host.engine
        .faults()
        .after((operation, target) -> {
          if (operation == FakeOperation.START_CONTAINER && target.equals(JOB.text())) {
            host.send("c", cancel("job"));
            host.awaitStarted("c");
            Pauses.sleep(Duration.ofSeconds(1));
          }
        });
    host.send("job", task());

    assertCancelledBy("c", host.log.result("job"));
    assertThat(host.log.result("job").report().steps())
        .extracting(StepReport::name)
        .contains("removeReplaced");
  }

  @Test
  void checkModeAndThePolicyKeepACancelFromAnyEffect() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.check("c1", cancel("job"));
    assertThat(host.log.result("c1").report().changed()).isTrue();
    assertThat(host.log.result("c1").report().steps())
        .extracting(StepReport::state)
        .containsExactly(StepReport.State.PLANNED);
    host.policy.set((_, _) -> new Policy.Decision.Deny("nobody cancels"));
    host.send("c2", cancel("job"));

    assertThat(host.log.result("c2").outcome()).isEqualTo(Outcome.DENIED);
    assertThat(host.isAnswered("job")).isFalse();
    assertThat(host.runs(JOB)).isTrue();
    host.policy.set(Policy.ALLOW_ALL);
    host.send("c3", cancel("job"));
    assertCancelled(host.log.result("c3"), "job");
  }

  @Test
  void aCancelThatDiedAfterItsTargetWasAnsweredSaysWhatItHadDone() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.dieAt(event -> isResult("c", event));
    host.send("c", cancel("job"));
    host.awaitDeath();
    assertCancelledBy("c", host.log.result("job"));
    host.startAgain();

    Event.Finished cancel = host.log.result("c");
    assertCancelled(cancel, "job");
    assertThat(cancel.attempts()).isEqualTo(2);
    assertThat(results("job")).isEqualTo(1);
  }

  @Test
  void aCancelThatDiedBeforeItsTargetWasAnsweredIsHeededByTheNextStart() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.dieAt(event -> isResult("job", event));
    host.send("c", cancel("job"));
    host.awaitDeath();
    assertThat(host.engine.containers().find(JOB)).isPresent();
    host.startAgain();

    assertCancelledBy("c", host.log.result("job"));
    assertThat(host.log.result("job").report().changed()).isTrue();
    assertCancelled(host.log.result("c"), "job");
    assertThat(starts()).isEqualTo(1);
    StoryHost.await(() -> host.engine.containers().find(JOB).isEmpty());
  }

  @Test
  void aTargetThatWasNotBegunIsNotBegunByTheNextStartEither() {
    Instant begin = Instant.now().plusSeconds(5);
    host.send("later", task(), begin, null);
    host.dieAt(event -> isResult("later", event));
    host.send("c", cancel("later"));
    host.awaitDeath();
    StoryHost.await(() -> Instant.now().isAfter(begin));
    host.startAgain();

    assertCancelledBy("c", host.log.result("later"));
    assertCancelled(host.log.result("c"), "later");
    assertThat(starts()).isZero();
  }

  @Test
  void aTargetThatGoesOnAfterItsCancelIsAnsweredIsStillCalledOffByTheNextStart() {
    HeldCalls stops = new HeldCalls(host.engine.faults(), FakeOperation.STOP_CONTAINER);
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.log.send(impatientCancel("c", "job"));
    Event.Finished cancel = host.log.result("c");
    assertThat(cancel.failure()).extracting(Failure::kind).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(facts(cancel)).isEqualTo(Map.of("command", new Fact.Text("job")));
    host.dieAt(event -> isResult("job", event));
    stops.letGo();
    host.awaitDeath();
    host.startAgain();

    assertCancelledBy("c", host.log.result("job"));
    assertThat(host.log.result("job").report().changed()).isTrue();
  }

  @Test
  void aTargetOfACancelThatWasCancelledHalfwayIsStillCalledOffByTheNextStart() {
    host.dieAt(event -> isResult("job", event));
    host.engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.STOP_CONTAINER && !host.isAnswered("c1")) {
            host.send("c2", cancel("c1"));
            StoryHost.await(() -> host.isAnswered("c1"));
          }
        });
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    host.send("c1", cancel("job"));
    host.awaitDeath();
    assertCancelledBy("c2", host.log.result("c1"));
    host.startAgain();

    assertCancelledBy("c1", host.log.result("job"));
  }

  /// The answer says that it was told to stop, so that it must not begin when it comes.
  @Test
  void aTargetThatComesOnlyAfterItsCancelIsAnsweredIsNotBegun() {
    try (StoryHost full = new StoryHost(1, true)) {
      full.send("job", task());
      full.awaitStarted("job");
      full.send("later", start());
      full.log.send(impatientCancel("c", "later"));
      assertThat(full.log.result("c").failure())
          .extracting(Failure::kind)
          .isEqualTo(FailureKind.TIMED_OUT);
      full.send("c2", cancel("job"));

      assertCancelledBy("c", full.log.result("later"));
      assertThat(full.log.result("later").attempts()).isZero();
    }
  }

  private static Envelope impatientCancel(String id, String target) {
    return new Envelope(
        new CommandId(id),
        StoryHost.NAME,
        cancel(target),
        null,
        null,
        Duration.ofMillis(100),
        false,
        null,
        null,
        false,
        "digest-" + id);
  }

  private long starts() {
    return host.engine.faults().effects().stream()
        .filter(effect -> effect.operation() == FakeOperation.START_CONTAINER)
        .count();
  }

  private long results(String id) {
    return host.log.events().stream().filter(event -> isResult(id, event)).count();
  }

  private static boolean isResult(String id, Event event) {
    return event instanceof Event.Finished && event.header().commandId().equals(new CommandId(id));
  }

  private static void assertCancelledBy(String by, Event.Finished target) {
    assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.CANCELLED);
    assertThat(target.failure()).extracting(Failure::kind).isEqualTo(FailureKind.CANCELLED);
    assertThat(target.failure()).extracting(Failure::by).isEqualTo(new CommandId(by));
  }

  private static void assertCancelled(Event.Finished cancel, String target) {
    assertThat(cancel.outcome()).as(cancel.toString()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(cancel.report().changed()).isTrue();
    assertThat(facts(cancel))
        .containsEntry("command", new Fact.Text(target))
        .containsEntry("outcome", new Fact.Text("cancelled"));
  }

  private static Map<String, Fact> facts(Event.Finished finished) {
    Fact.Members facts = finished.report().facts();
    assertThat(facts).isNotNull();
    return facts.members();
  }
}
