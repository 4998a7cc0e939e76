package io.longshore.worker;

import static io.longshore.worker.StoryHost.JOB;
import static io.longshore.worker.StoryHost.WEB;
import static io.longshore.worker.StoryHost.cancel;
import static io.longshore.worker.StoryHost.remove;
import static io.longshore.worker.StoryHost.restart;
import static io.longshore.worker.StoryHost.start;
import static io.longshore.worker.StoryHost.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ProcessUser;
import io.longshore.command.Program;
import io.longshore.emulator.FakeOperation;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupersedeStoryTest {
  private final CountDownLatch held = new CountDownLatch(1);
  private StoryHost host = new StoryHost();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void whatALaterCommandMakesPointlessIsAnsweredAndNotCarriedOut() {
    occupy();
    host.send("restart", restart());
    host.send("stop", stop(WEB));
    host.send("remove", remove());
    release();

    assertSuperseded("restart", "stop");
    assertSuperseded("stop", "remove");
    assertThat(host.log.result("remove").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(operations()).doesNotContain(FakeOperation.RESTART_CONTAINER);
  }

  @Test
  void whatStandsBetweenAndIsNotPointlessKeepsTheOlderOne() {
    occupy();
    host.send("restart", restart());
    host.send("exec", new Command.Exec(WEB, Program.of(List.of("true"), ProcessUser.ROOT)));
    host.send("remove", remove());
    release();

    assertThat(host.log.result("restart").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.result("exec").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.result("remove").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @ParameterizedTest
  @CsvSource({"denied, DENIED", "expired, EXPIRED", "soon, CANCELLED", "checked, SUCCEEDED"})
  void aLaterCommandThatMayNotBeBegunNowSupersedesNothing(String later, Outcome outcome) {
    occupy();
    host.policy.set((envelope, _) ->
        envelope.id().text().equals("denied")
            ? new Policy.Decision.Deny("a test")
            : new Policy.Decision.Allow());
    host.send("restart", restart());
    switch (later) {
      case "expired" -> host.send(later, remove(), null, Instant.now().minusSeconds(1));
      case "soon" -> host.send(later, remove(), Instant.now().plusSeconds(3600), null);
      case "checked" -> host.check(later, remove());
      default -> host.send(later, remove());
    }
    release();

    assertThat(host.log.result("restart").outcome()).isEqualTo(Outcome.SUCCEEDED);
    if (later.equals("soon")) {
      host.send("c", cancel(later));
    }
    assertThat(host.log.result(later).outcome()).isEqualTo(outcome);
  }

  @Test
  void aRepeatOfACommandDoesNotSupersedeIt() {
    occupy();
    host.send("restart", restart());
    host.send("restart", restart());
    release();

    assertThat(host.log.result("restart").outcome()).isEqualTo(Outcome.SUCCEEDED);
    Event repeat = host.log.await(Event.Duplicate.class::isInstance);
    assertThat(((Event.Duplicate) repeat).first()).isEqualTo(host.log.result("restart"));
  }

  @Test
  void aLaterCommandThatIsCalledOffSupersedesNothing() {
    occupy();
    host.send("restart", restart());
    host.send("remove", remove());
    host.send("c", cancel("remove"));
    assertThat(host.log.result("remove").outcome()).isEqualTo(Outcome.CANCELLED);
    release();

    assertThat(host.log.result("restart").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aCommandThatFoundItsLaneFreeIsCarriedOutHoweverSoonTheNextFollows() {
    host.send("first", start());
    assertThat(host.log.result("first").outcome()).isEqualTo(Outcome.SUCCEEDED);
    StoryHost.await(() -> host.worker().activeLanes() == 0);
    host.policy.set((envelope, _) -> {
      if (envelope.id().text().equals("restart")) {
        StoryHost.await(() -> host.worker().inFlight() == 2);
      }
      return new Policy.Decision.Allow();
    });
    host.send("restart", restart());
    host.send("remove", remove());

    assertThat(host.log.result("restart").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.result("remove").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void anOperatorCanHaveEveryCommandCarriedOut() {
    host.close();
    host = new StoryHost(64, false);
    occupy();
    host.send("restart", restart());
    host.send("remove", remove());
    release();

    assertThat(host.log.result("restart").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.log.result("remove").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(operations()).contains(FakeOperation.REMOVE_CONTAINER);
  }

  /// Lets a command hold the lane of the container until released.
  private void occupy() {
    CountDownLatch begun = new CountDownLatch(1);
    host.engine
        .faults()
        .before((operation, _) -> {
          if (operation == FakeOperation.CREATE_CONTAINER) {
            begun.countDown();
            await(held);
          }
        });
    host.send("first", start());
    await(begun);
  }

  /// Once all that was sent stands in its lane.
  private void release() {
    host.send("other", stop(JOB), null, Instant.now().minusSeconds(1));
    assertThat(host.log.result("other").outcome()).isEqualTo(Outcome.EXPIRED);
    held.countDown();
    assertThat(host.log.result("first").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(StoryHost.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<FakeOperation> operations() {
    return host.engine.faults().effects().stream().map(effect -> effect.operation()).toList();
  }

  private void assertSuperseded(String id, String by) {
    Event.Finished finished = host.log.result(id);
    assertThat(finished.outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(finished.failure()).extracting(Failure::by).isEqualTo(new CommandId(by));
    assertThat(finished.report()).isEqualTo(Report.NOTHING);
    assertThat(finished.attempts()).isZero();
    assertThat(finished.startedAt()).isNull();
  }
}
