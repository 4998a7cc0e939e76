package io.longshore.worker;

import static io.longshore.worker.StoryHost.JOB;
import static io.longshore.worker.StoryHost.cancel;
import static io.longshore.worker.StoryHost.start;
import static io.longshore.worker.StoryHost.stop;
import static io.longshore.worker.StoryHost.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.emulator.FakeOperation;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreezeStoryTest {
  private static final HostControl FREEZE = new HostControl.FreezeHost(null);
  private static final HostControl THAW = new HostControl.ThawHost();

  private final StoryHost host = new StoryHost();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void nothingIsBegunUntilTheHostIsThawed() {
    freeze("f", null);
    host.send("start", start());
    StoryHost.await(() -> host.worker().inFlight() == 1);
    Pauses.sleep(Duration.ofMillis(100));
    assertThat(host.isAnswered("start")).isFalse();
    assertThat(host.engine.faults().effects()).isEmpty();

    host.send("t", THAW);
    assertThat(host.log.result("t").report().changed()).isTrue();
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(host.worker().frozenUntil()).isEmpty();
  }

  @Test
  void whatWaitsForTheEngineWhenTheHostIsFrozenIsNotBegunOnceTheEngineIsBack() {
    host.engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    host.send("start", start());
    StoryHost.await(() -> host.engine.availability().outage().isPresent());
    freeze("f", null);
    host.engine.faults().heal();
    StoryHost.await(() -> host.engine.availability().outage().isEmpty());
    Pauses.sleep(Duration.ofMillis(100));
    assertThat(host.engine.faults().effects()).isEmpty();

    host.send("t", THAW);
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  /// As when the engine hangs and goes on before that counts as an outage.
  @Test
  void whatIsLookedAtWhenTheHostIsFrozenIsNotBegunAndLookedAtAgainAfterTheThaw() {
    HeldCalls looks = new HeldCalls(host.engine.faults(), FakeOperation.FIND_CONTAINER);
    host.send("start", start());
    StoryHost.await(() -> looks.begun() == 1);
    freeze("f", null);
    looks.letGo();
    Pauses.sleep(Duration.ofMillis(100));
    assertThat(host.engine.faults().effects()).isEmpty();

    int seen = looks.begun();
    host.send("t", THAW);
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(looks.begun()).isGreaterThan(seen);
  }

  @Test
  void timeInAFreezeDoesNotCountAgainstACommandsTimeout() {
    host.engine.faults().failEverything(FailureKind.ENGINE_UNAVAILABLE);
    host.log.send(
        new Envelope(
            new CommandId("start"),
            StoryHost.NAME,
            start(),
            null,
            null,
            Duration.ofSeconds(3),
            false,
            null,
            null,
            false,
            "digest"));
    StoryHost.await(() -> host.engine.availability().outage().isPresent());
    freeze("f", null);
    host.engine.faults().heal();
    Pauses.sleep(Duration.ofSeconds(3));

    host.send("t", THAW);
    assertThat(host.log.result("start").failure()).isNull();
  }

  @Test
  void whatRunsGoesOnAndCanBeCancelledAllTheSame() {
    host.send("job", task());
    StoryHost.await(() -> host.runs(JOB));
    freeze("f", null);
    host.send("behind", stop(JOB));
    host.engine.containers().crash(JOB, 0);
    assertThat(host.log.result("job").outcome()).isEqualTo(Outcome.SUCCEEDED);

    host.send("c", cancel("behind"));
    assertThat(host.log.result("behind").outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void aDeadlineThatPassesInAFreezeIsAnswered() {
    freeze("f", null);
    host.send("start", start(), null, Instant.now().plusMillis(50));

    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(host.log.result("start").attempts()).isZero();
    assertThat(host.worker().frozenUntil()).isPresent();
  }

  @Test
  void aDeadlineThatPassesBehindAnotherCommandIsAnsweredBeforeItsTurn() {
    freeze("f", null);
    host.send("first", start());
    host.send("second", stop(StoryHost.WEB), null, Instant.now().plusMillis(50));

    assertThat(host.log.result("second").outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(host.isAnswered("first")).isFalse();
  }

  @Test
  void aFreezeEndsByItselfAndNoLaterThanCommandsAreRemembered() {
    Event.Finished longest = freeze("f1", Duration.ofDays(20));
    assertThat(until(longest))
        .isBetween(
            Instant.now().plus(StoryHost.WINDOW).minusSeconds(60),
            Instant.now().plus(StoryHost.WINDOW));
    assertThat(longest.report().warnings()).hasSize(1);
    host.send("t", THAW);
    assertThat(host.log.result("t").outcome()).isEqualTo(Outcome.SUCCEEDED);

    freeze("f2", Duration.ofMillis(300));
    host.send("start", start());
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aFreezeCutsNoOtherShortAndAThawOfNoFreezeChangesNothing() {
    Event.Finished first = freeze("f1", Duration.ofHours(2));
    Event.Finished second = freeze("f2", Duration.ofMinutes(1));

    assertThat(second.report().changed()).isFalse();
    assertThat(until(second)).isEqualTo(until(first));
    host.send("t1", THAW);
    host.send("t2", THAW);
    assertThat(host.log.result("t1").report().changed()).isTrue();
    assertThat(host.log.result("t2").report().changed()).isFalse();
  }

  @Test
  void checkModeOnlySaysThatItWouldFreeze() {
    host.check("f", FREEZE);

    assertThat(host.log.result("f").report().changed()).isTrue();
    assertThat(host.worker().frozenUntil()).isEmpty();
  }

  @Test
  void aFreezeOutlivesTheWorker() {
    Instant until = until(freeze("f", null));
    StoryHost.await(() -> host.worker().inFlight() == 0);
    host.send("start", start());
    StoryHost.await(() -> host.worker().inFlight() == 1);
    assertThat(host.stop()).isEqualTo(new Drained(0, 1, 0));
    host.startAgain();

    assertThat(host.worker().frozenUntil()).contains(until);
    Pauses.sleep(Duration.ofMillis(100));
    assertThat(host.isAnswered("start")).isFalse();
    host.send("t", THAW);
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aFreezeThatDiedUnansweredIsMadeAgainFromWhereItBegan() {
    host.dieAt(Event.Finished.class::isInstance);
    host.send("f", new HostControl.FreezeHost(Duration.ofHours(1)));
    host.awaitDeath();
    Instant begun = begun("f");
    host.startAgain();

    assertThat(until(host.log.result("f"))).isEqualTo(begun.plus(Duration.ofHours(1)));
    assertThat(host.log.result("f").attempts()).isEqualTo(2);
  }

  /// What was sent before the freeze had not begun when the worker died.
  @Test
  void aFreezeThatDiedUnansweredHoldsFromTheNextStartOn() {
    HeldCalls looks = new HeldCalls(host.engine.faults(), FakeOperation.FIND_CONTAINER);
    host.send("start", start());
    StoryHost.await(() -> looks.begun() == 1);
    host.dieAt(Event.Finished.class::isInstance);
    host.send("f", FREEZE);
    host.awaitDeath();
    looks.letGo();
    host.startAgain();

    Event.Finished freeze = host.log.result("f");
    Event.Started started = (Event.Started) host.log.await(Event.Started.class::isInstance);
    assertThat(started.beginning().frozenUntil()).isNotNull();
    assertThat(until(freeze)).isAfterOrEqualTo(started.beginning().frozenUntil());
    assertThat(freeze.report().changed()).isTrue();
    Pauses.sleep(Duration.ofMillis(100));
    assertThat(host.engine.faults().effects()).isEmpty();
    host.send("t", THAW);
    assertThat(host.log.result("start").outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  private Instant begun(String id) {
    host.awaitStarted(id);
    return host.log.await(Event.Started.class::isInstance).header().at();
  }

  private Event.Finished freeze(String id, @Nullable Duration duration) {
    host.send(id, new HostControl.FreezeHost(duration));
    Event.Finished finished = host.log.result(id);
    assertThat(finished.outcome()).isEqualTo(Outcome.SUCCEEDED);
    return finished;
  }

  private static Instant until(Event.Finished freeze) {
    Fact.Members facts = freeze.report().facts();
    assertThat(facts).isNotNull();
    return Instant.parse(((Fact.Text) facts.members().get("frozenUntil")).text());
  }
}
