package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.ledger.ControlState;
import io.longshore.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlHeadersTest {
  private static final Instant NOW = Instant.parse("2026-11-25T23:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(60);

  private final Ledger ledger = new Ledger(Duration.ofDays(1));
  private final ControlState control = ledger.control();

  @Test
  void aFreezeAndAThawAreReadBackFromTheirResults() {
    note(finished(Action.FREEZE_HOST, Outcome.SUCCEEDED, UNTIL, false));
    assertThat(control.frozenUntil(NOW)).contains(UNTIL);
    assertThat(control.frozenUntil(UNTIL)).isEmpty();

    note(finished(Action.THAW_HOST, Outcome.SUCCEEDED, null, false));
    assertThat(control.frozenUntil(NOW)).isEmpty();
  }

  @Test
  void aFreezeIsReadBackFromItsBeginning() {
    Event.Header header = header("f", Action.FREEZE_HOST);
    note(new Event.Started(header, 1, "d", null, Beginning.freezing(UNTIL)));

    assertThat(control.frozenUntil(NOW)).contains(UNTIL);
  }

  @Test
  void whatFrozeNothingIsNotReadAsAFreeze() {
    note(finished(Action.FREEZE_HOST, Outcome.SUCCEEDED, UNTIL, true));
    note(finished(Action.FREEZE_HOST, Outcome.DENIED, UNTIL, false));
    note(finished(Action.GET_CONTAINERS, Outcome.SUCCEEDED, UNTIL, false));

    assertThat(control.frozenUntil(NOW)).isEmpty();
  }

  @Test
  void aCancelThatWasBegunIsReadBackUntilItIsAnswered() {
    CommandId target = new CommandId("target");
    note(new Event.Started(header("c", Action.CANCEL_COMMAND), 1, "d", target));
    assertThat(control.canceller(target)).contains(new CommandId("c"));

    ledger.finished(new CommandId("c"), "d", 7);
    assertThat(control.canceller(target)).isEmpty();
  }

  @Test
  void aTargetThatGoesOnAfterItsCancelIsAnsweredIsCalledOffUntilItIsAnsweredItself() {
    CommandId target = new CommandId("target");
    Event.Finished goesOn = cancelled(new Fact.Builder().text("command", "target"), false);
    note(goesOn);
    assertThat(control.canceller(target)).contains(new CommandId("c"));

    ledger.finished(target, "d", 8);
    assertThat(control.canceller(target)).isEmpty();
    note(goesOn);
    assertThat(control.canceller(target)).as("answered a moment before its cancel").isEmpty();
  }

  @Test
  void aTargetThatHasEndedOrWasOnlyLookedForIsNotCalledOff() {
    note(
        cancelled(
            new Fact.Builder().text("command", "target").text("outcome", "cancelled"), false));
    note(cancelled(new Fact.Builder().text("command", "target"), true));

    assertThat(control.canceller(new CommandId("target"))).isEmpty();
  }

  @Test
  void headersThatNoWorkerWritesArePassedOver() {
    Headers headers = new RecordHeaders();
    headers.add(LedgerHeaders.FROZEN_UNTIL, "soon".getBytes(StandardCharsets.UTF_8));
    headers.add(LedgerHeaders.CANCELS, "a b".getBytes(StandardCharsets.UTF_8));
    Map<String, String> said = LedgerHeaders.said(headers);
    ControlHeaders.noteStarted(new CommandId("c"), said, ledger);
    ControlHeaders.noteFinished(new CommandId("c"), said, ledger);

    assertThat(control.frozenUntil(NOW)).isEmpty();
  }

  private void note(Event event) {
    Headers headers = new RecordHeaders();
    LedgerHeaders.describe(event, headers);
    CommandId id = event.header().commandId();
    Map<String, String> said = LedgerHeaders.said(headers);
    if (event instanceof Event.Started) {
      ControlHeaders.noteStarted(id, said, ledger);
    } else {
      ControlHeaders.noteFinished(id, said, ledger);
    }
  }

  private static Event.Finished cancelled(Fact.Builder facts, boolean checkMode) {
    return new Event.Finished(
        header("c", Action.CANCEL_COMMAND),
        Outcome.FAILED,
        "d",
        checkMode,
        1,
        NOW,
        Report.NOTHING.withFacts(facts.build()),
        null);
  }

  private static Event.Finished finished(
      Action action, Outcome outcome, @Nullable Instant until, boolean checkMode) {
    Fact.Members facts = new Fact.Builder().timeIfAny("frozenUntil", until).build();
    return new Event.Finished(
        header("f", action),
        outcome,
        "d",
        checkMode,
        1,
        NOW,
        Report.NOTHING.withFacts(facts),
        null);
  }

  private static Event.Header header(String id, Action action) {
    return new Event.Header(
        new CommandId(id), new HostName("h1"), action, Resource.OfHost.INSTANCE, null, null, NOW);
  }
}
