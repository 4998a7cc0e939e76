package io.longshore.worker;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Reading;
import io.longshore.event.Report;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.Ledger;
import io.longshore.plan.Attempt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every message its one last event: the result of carrying it out, or why that was not done.
final class Answerer {
  private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);

  private final CommandHandler handler;
  private final HostController controller;
  private final Admission admission;
  private final Superseding superseding;
  private final Ledger ledger;
  private final FirstResults firstResults;
  private final Answers answers;
  private final InstantSource clock;

  Answerer(
      CommandHandler handler,
      HostController controller,
      Admission admission,
      Superseding superseding,
      Ledger ledger,
      FirstResults firstResults,
      Answers answers,
      InstantSource clock) {
    this.handler = handler;
    this.controller = controller;
    this.admission = admission;
    this.superseding = superseding;
    this.ledger = ledger;
    this.firstResults = firstResults;
    this.answers = answers;
    this.clock = clock;
  }

  /// Answers a message; returns once the answer is durable and what it allowed to be cleaned up is
  /// gone.
  ///
  /// @throws StoppedException when it only waited and is left to the next start
  /// @throws io.longshore.ledger.PublishException when no answer can be given any more
  void answer(Turn turn) {
    Event.Header header = header(turn);
    if (turn.conflict()) {
      answers.publish(new Event.Conflict(header, conflict(header)), offset(turn));
      return;
    }
    switch (ledger.stateOf(header.commandId())) {
      case Ledger.State.Answered answered -> repeat(header, answered.position(), turn);
      case Ledger.State state -> answerFirst(turn, state);
    }
  }

  private Event.Header header(Turn turn) {
    return switch (turn.delivery().reading()) {
      case Reading.Refused refused -> refused.header().at(clock.instant());
      case Reading.Understood understood ->
          Narrative.header(understood.envelope(), clock.instant());
    };
  }

  private void repeat(Event.Header header, long position, Turn turn) {
    Event answer =
        firstResults
            .at(position)
            .<Event>map(first -> new Event.Duplicate(header, first))
            .orElseGet(() -> new Event.Conflict(header, firstResultGone(header)));
    answers.publish(answer, offset(turn));
  }

  private void answerFirst(Turn turn, Ledger.State state) {
    switch (turn.delivery().reading()) {
      case Reading.Refused refused -> answers.publish(rejected(refused), offset(turn));
      case Reading.Understood understood ->
          carryOut(
              turn,
              understood.envelope(),
              CommandHandler.attempt(understood.envelope().id(), state));
    }
  }

  private void carryOut(Turn turn, Envelope envelope, Attempt attempt) {
    ledger.control().canceller(envelope.id()).ifPresent(turn.stop()::cancel);
    Optional<Event.Finished> instead =
        attempt.firstStarted() == null ? insteadOf(turn, envelope) : Optional.empty();
    if (instead.isPresent()) {
      answers.publish(instead.get(), offset(turn));
      return;
    }
    switch (envelope.command()) {
      case HostControl control ->
          answers.publish(controller.carryOut(turn, envelope, control, attempt), offset(turn));
      case Command.Planned planned -> handle(turn, envelope, planned, attempt);
    }
  }

  /// The answer to a command that is not begun; empty when it may be.
  private Optional<Event.Finished> insteadOf(Turn turn, Envelope envelope) {
    try {
      admission.await(turn, envelope);
    } catch (StoppedException stopped) {
      CommandId by = stopped.canceller().orElseThrow(() -> stopped);
      return Optional.of(Cancelled.untouched(envelope, by, clock.instant()));
    }
    Optional<Event.Finished> refusal = admission.refusal(envelope, turn.delivery().appendedAt());
    return refusal.or(() ->
        superseding
            .of(turn, envelope)
            .map(failure ->
                Answers.untouched(envelope, Outcome.SUPERSEDED, failure, clock.instant())));
  }

  private void handle(Turn turn, Envelope envelope, Command.Planned command, Attempt attempt) {
    Instant deadline = admission.deadline(envelope, turn.delivery().appendedAt());
    Narrative narrative = handler.handle(envelope, command, attempt, deadline, turn.stop());
    narrative
        .unexpected()
        .ifPresent(fault ->
            LOG.atError()
                .addKeyValue("commandId", envelope.id())
                .setCause(fault)
                .log("A fault in Longshore itself failed a command"));
    answers.publish(narrative.finished(clock.instant()), offset(turn), narrative.leaves());
    cleanUp(narrative);
  }

  /// The result stands whatever becomes of this; what is left behind is replaced by the next start
  /// of that name.
  private void cleanUp(Narrative narrative) {
    Failure failure = handler.cleanUp(narrative);
    if (failure != null) {
      LOG.atWarn()
          .addKeyValue("commandId", narrative.envelope().id())
          .addKeyValue("kind", failure.kind().wireName())
          .addKeyValue("reason", failure.message())
          .log("What a finished command leaves behind could not be removed");
    }
  }

  private Event.Finished rejected(Reading.Refused refused) {
    return new Event.Finished(
        refused.header().at(clock.instant()),
        Outcome.REJECTED,
        refused.digest(),
        false,
        0,
        null,
        Report.NOTHING,
        refused.failure());
  }

  private static Failure conflict(Event.Header header) {
    return Failure.of(
        FailureKind.ID_CONFLICT,
        "Another command came under the id " + header.commandId() + " before",
        "Give every command an id of its own; send the same id only with the same content.");
  }

  private static Failure firstResultGone(Event.Header header) {
    return new Failure(
        FailureKind.ID_CONFLICT,
        "The command "
            + header.commandId()
            + " was answered before, and its result is no longer in the result topic",
        "Keep results at least as long as the dedupe window.",
        null,
        null);
  }

  private static long offset(Turn turn) {
    return turn.delivery().offset();
  }
}
