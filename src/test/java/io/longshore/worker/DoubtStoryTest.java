package io.longshore.worker;

import static io.longshore.worker.StoryHost.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.RunMode;
import io.longshore.command.VolumeName;
import io.longshore.emulator.FakeFaults;
import io.longshore.emulator.FakeOperation;
import io.longshore.engine.EngineException;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.plan.ObservedVolume;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// D76: `changed` is the truth, and says so where it is not known.
class DoubtStoryTest {
  private static final Command VOLUME = new Command.CreateVolume(new VolumeName("data"));

  private final StoryHost host = new StoryHost();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aCallWithoutAnAnswerLeavesInDoubtWhetherAnythingChanged() {
    host.engine.faults().failNext(FakeOperation.CREATE_VOLUME, FailureKind.TIMED_OUT);
    host.send("v", VOLUME);

    assertThat(report("v").changed()).isFalse();
    assertThat(report("v").changedKnown()).isFalse();
  }

  @Test
  void aCallThatIsRefusedChangedNothing() {
    host.engine.faults().failNext(FakeOperation.CREATE_VOLUME, FailureKind.ENGINE);
    host.send("v", VOLUME);

    assertThat(report("v").changed()).isFalse();
    assertThat(report("v").changedKnown()).isTrue();
  }

  @Test
  void whatAnEarlierAttemptDidIsNotKnownWhenTheNextOneFails() {
    host.dieAt(event -> event instanceof Event.Finished);
    host.send("v", VOLUME);
    host.awaitDeath();
    host.engine.volumes().remove(new ObservedVolume(new VolumeName("data"), Map.of()));
    host.engine.faults().failNext(FakeOperation.CREATE_VOLUME, FailureKind.ENGINE);
    host.startAgain();

    assertThat(host.log.result("v").attempts()).isEqualTo(2);
    assertThat(report("v").changedKnown()).isFalse();
  }

  @Test
  void aCallWhoseAnswerWasLostCountsWhenTheCommandGoesOnAndFindsItsEffect() {
    AtomicBoolean lost = new AtomicBoolean();
    host.engine
        .faults()
        .after((operation, _) -> {
          if (operation == FakeOperation.CREATE_VOLUME && lost.compareAndSet(false, true)) {
            throw new EngineException(FailureKind.ENGINE_UNAVAILABLE, "cut off", null, null, null);
          }
        });
    host.send("v", VOLUME);

    assertThat(host.log.result("v").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(report("v").changed()).isTrue();
    assertThat(report("v").changedKnown()).isTrue();
  }

  @Test
  void aWaitForWhatAnotherCommandStartedChangedNothingInHoweverManyAttempts() {
    startAJobInTheBackground();
    host.dieAt(event -> event instanceof Event.Finished);
    host.send("wait", StoryHost.task());
    host.awaitStarted("wait");
    host.engine.containers().crash(JOB, 1);
    host.awaitDeath();
    host.startAgain();

    assertThat(host.log.result("wait").attempts()).isEqualTo(2);
    assertThat(report("wait").rc()).isEqualTo(1);
    assertThat(report("wait").changed()).isFalse();
    assertThat(report("wait").changedKnown()).isTrue();
  }

  @Test
  void aWaitThatWasCutOffAndGoesOnChangedNothingEither() {
    startAJobInTheBackground();
    host.engine.faults().failNext(FakeOperation.AWAIT_EXIT, FailureKind.ENGINE_UNAVAILABLE);
    host.send("wait", StoryHost.task());
    host.awaitStarted("wait");
    host.engine.containers().crash(JOB, 0);

    assertThat(host.log.result("wait").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(report("wait").changed()).isFalse();
  }

  @Test
  void aWaitThatEndsInAStartOfItsOwnIsSaidToBeginAgainBeforeThat() {
    startAJobInTheBackground();
    AtomicBoolean gone = new AtomicBoolean();
    host.engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.AWAIT_EXIT && !gone.get()) {
            host.engine.containers().crash(JOB, 0);
            host.engine.containers().remove(JOB);
            gone.set(true);
            throw FakeFaults.failure(FailureKind.ENGINE_UNAVAILABLE, "cut off");
          }
        });
    host.send("wait", StoryHost.task());
    StoryHost.await(() -> gone.get() && host.runs(JOB));
    host.engine.containers().crash(JOB, 0);

    assertThat(report("wait").changed()).isTrue();
    assertThat(host.log.events().stream().filter(event -> isStartOf("wait", event)))
        .extracting(event -> ((Event.Started) event).beginning().onlyWaits())
        .containsExactly(true, false);
  }

  private void startAJobInTheBackground() {
    Command.StartContainer task = (Command.StartContainer) StoryHost.task();
    host.send("job", new Command.StartContainer(task.spec(), task.request(), RunMode.DETACHED));
    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  private static boolean isStartOf(String id, Event event) {
    return event instanceof Event.Started && event.header().commandId().equals(new CommandId(id));
  }

  private Report report(String id) {
    return host.log.result(id).report();
  }
}
