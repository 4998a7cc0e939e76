package io.longshore.worker;

import io.longshore.command.ContainerName;
import io.longshore.command.Envelope;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Reading;
import io.longshore.event.Report;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.ResultPublisher;
import io.longshore.plan.Attempt;
import io.longshore.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every message its one last event: the result of carrying it out, or why that was not done.
final class Answerer {
  private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);

  private final CommandHandler handler;
  private final Policy policy;
  private final Ledger ledger;
  private final FirstResults firstResults;
  private final ResultPublisher publisher;
  private final Duration window;
  private final InstantSource clock;

  /// @param window how long an answered command is remembered
  Answerer(
      CommandHandler handler,
      Policy policy,
      Ledger ledger,
      FirstResults firstResults,
      ResultPublisher publisher,
      Duration window,
      InstantSource clock) {
    this.handler = handler;
    this.policy = policy;
    this.ledger = ledger;
    this.firstResults = firstResults;
    this.publisher = publisher;
    this.window = window;
    this.clock = clock;
  }

  /// Answers a message; returns once the answer is durable and what it allowed to be cleaned up is
  /// gone.
  ///
  /// @throws io.longshore.ledger.PublishException when no answer can be given any more
  void answer(Delivery delivery) {
    Event.Header header = header(delivery);
    switch (ledger.stateOf(header.commandId())) {
      case Ledger.State.Answered answered -> repeat(header, answered.position(), delivery.offset());
      case Ledger.State state -> answerFirst(delivery, state);
    }
  }

  /// Answers a message under whose id another command had come.
  void answerConflict(Delivery delivery) {
    Event.Header header = header(delivery);
    Failure failure =
        Failure.of(
            FailureKind.ID_CONFLICT,
            "Another command came under the id " + header.commandId() + " before",
            "Give every command an id of its own; send the same id only with the same content.",
            null);
    publish(new Event.Conflict(header, failure), delivery.offset());
  }

  private Event.Header header(Delivery delivery) {
    return switch (delivery.reading()) {
      case Reading.Refused refused -> refused.header().at(clock.instant());
      case Reading.Understood understood ->
          Narrative.header(understood.envelope(), clock.instant());
    };
  }

  private void repeat(Event.Header header, long position, long offset) {
    Event answer =
        firstResults
            .at(position)
            .<Event>map(first -> new Event.Duplicate(header, first))
            .orElseGet(() -> new Event.Conflict(header, firstResultGone(header)));
    publish(answer, offset);
  }

  private void answerFirst(Delivery delivery, Ledger.State state) {
    switch (delivery.reading()) {
      case Reading.Refused refused -> publish(rejected(refused), delivery.offset());
      case Reading.Understood understood ->
          carryOut(
              understood.envelope(),
              CommandHandler.attempt(understood.envelope().id(), state),
              delivery);
    }
  }

  private void carryOut(Envelope envelope, Attempt attempt, Delivery delivery) {
    awaitNotBefore(envelope);
    Event.Finished refusal =
        attempt.firstStarted() == null ? refusal(envelope, delivery.appendedAt()) : null;
    if (refusal != null) {
      publish(refusal, delivery.offset());
      return;
    }
    Narrative narrative = handler.handle(envelope, attempt);
    narrative
        .unexpected()
        .ifPresent(fault ->
            LOG.atError()
                .addKeyValue("commandId", envelope.id())
                .setCause(fault)
                .log("A fault in Longshore itself failed a command"));
    publish(narrative.finished(clock.instant()), delivery.offset(), narrative.leaves());
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

  /// Why a command that was not begun must not be; null when it may.
  private Event.@Nullable Finished refusal(Envelope envelope, Instant appendedAt) {
    Instant now = clock.instant();
    Instant notAfter = deadline(envelope, appendedAt);
    if (now.isAfter(notAfter)) {
      String message =
          "Its deadline "
              + notAfter
              + " had passed by "
              + Duration.between(notAfter, now)
              + " when its turn came";
      return untouched(
          envelope,
          Outcome.EXPIRED,
          Failure.of(
              FailureKind.EXPIRED,
              message,
              "Send it again with a later notAfter if it is still wanted.",
              null));
    }
    return switch (decide(envelope, now)) {
      case Policy.Decision.Allow _ -> null;
      case Policy.Decision.Deny deny ->
          untouched(
              envelope,
              Outcome.DENIED,
              Failure.of(
                  FailureKind.DENIED,
                  "The policy denies it: " + deny.rule(),
                  "Ask whoever keeps this host's policy.",
                  null));
    };
  }

  /// A command older than the dedupe window could have been answered without anybody remembering.
  private Instant deadline(Envelope envelope, Instant appendedAt) {
    Instant forgotten = appendedAt.plus(window);
    Instant notAfter = envelope.notAfter();
    return notAfter != null && notAfter.isBefore(forgotten) ? notAfter : forgotten;
  }

  /// An error in deciding is a denial.
  private Policy.Decision decide(Envelope envelope, Instant now) {
    try {
      return policy.decide(envelope, now);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("commandId", envelope.id())
          .setCause(e)
          .log("The policy failed to decide");
      return new Policy.Decision.Deny("the policy failed to decide: " + e.getMessage());
    }
  }

  private Event.Finished untouched(Envelope envelope, Outcome outcome, Failure failure) {
    return new Event.Finished(
        Narrative.header(envelope, clock.instant()),
        outcome,
        envelope.digest(),
        envelope.checkMode(),
        0,
        null,
        Report.NOTHING,
        failure);
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

  private void awaitNotBefore(Envelope envelope) {
    Instant notBefore = envelope.notBefore();
    Duration wait =
        notBefore == null ? Duration.ZERO : Duration.between(clock.instant(), notBefore);
    if (wait.isPositive()) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void publish(Event event, long offset) {
    publish(event, offset, null);
  }

  private void publish(Event event, long offset, @Nullable ContainerName leaves) {
    long position = Durably.await(publisher.finish(event, offset, leaves));
    if (event instanceof Event.Finished finished) {
      ledger.finished(finished.header().commandId(), finished.digest(), position);
      logFinished(finished);
    }
  }

  private static void logFinished(Event.Finished finished) {
    LOG.atInfo()
        .addKeyValue("commandId", finished.header().commandId())
        .addKeyValue("action", finished.header().action())
        .addKeyValue(
            "resource",
            finished.header().resource() == null ? null : finished.header().resource().key())
        .addKeyValue("outcome", finished.outcome().wireName())
        .addKeyValue("changed", finished.report().changed())
        .addKeyValue(
            "kind", finished.failure() == null ? null : finished.failure().kind().wireName())
        .addKeyValue("attempt", finished.attempts())
        .log("Command finished");
  }
}
