package io.longshore.worker;

import io.longshore.command.ContainerName;
import io.longshore.command.Envelope;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.PublishException;
import io.longshore.ledger.ResultPublisher;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes answers, and notes and logs them once they are durable.
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);

  private final ResultPublisher publisher;
  private final Ledger ledger;

  Answers(ResultPublisher publisher, Ledger ledger) {
    this.publisher = publisher;
    this.ledger = ledger;
  }

  /// Returns once it is durable.
  ///
  /// @param event the last one about the message at that offset
  /// @throws io.longshore.ledger.PublishException when nothing can be published any more
  void publish(Event event, long offset) {
    publish(event, offset, null);
  }

  /// The same for a command after whose answer something is to be removed.
  ///
  /// @param leaves as [ResultPublisher#finish] has it
  void publish(Event event, long offset, @Nullable ContainerName leaves) {
    try {
      published(event, Durably.await(publisher.finish(event, offset, leaves)));
    } catch (PublishException refused) {
      if (!refused.tooLarge()) {
        throw refused;
      }
      LOG.atWarn()
          .addKeyValue("commandId", event.header().commandId())
          .addKeyValue("reason", refused.getMessage())
          .log("A result is too large for the result topic, and is shortened");
      Event shortened = Shortened.of(event);
      published(shortened, Durably.await(publisher.finish(shortened, offset, leaves)));
    }
  }

  private void published(Event event, long position) {
    if (event instanceof Event.Finished finished) {
      ledger.finished(finished.header().commandId(), finished.digest(), position);
      log(finished);
    }
  }

  /// The answer to a command that was not begun.
  static Event.Finished untouched(Envelope envelope, Outcome outcome, Failure failure, Instant at) {
    return new Event.Finished(
        Narrative.header(envelope, at),
        outcome,
        envelope.digest(),
        envelope.checkMode(),
        0,
        null,
        Report.NOTHING,
        failure);
  }

  private static void log(Event.Finished finished) {
    Failure failure = finished.failure();
    LOG.atInfo()
        .addKeyValue("commandId", finished.header().commandId())
        .addKeyValue("action", finished.header().action())
        .addKeyValue(
            "resource",
            finished.header().resource() == null ? null : finished.header().resource().key())
        .addKeyValue("outcome", finished.outcome().wireName())
        .addKeyValue("changed", finished.report().changed())
        .addKeyValue("kind", failure == null ? null : failure.kind().wireName())
        .addKeyValue("attempt", finished.attempts())
        .log("Command finished");
  }
}
