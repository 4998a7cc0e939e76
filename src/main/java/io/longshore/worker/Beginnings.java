package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.event.Event;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.ResultPublisher;
import java.time.Instant;
import java.time.InstantSource;

/// Says that commands begin.
final class Beginnings {
  private final ResultPublisher publisher;
  private final Ledger ledger;
  private final InstantSource clock;

  Beginnings(ResultPublisher publisher, Ledger ledger, InstantSource clock) {
    this.publisher = publisher;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Before a command's first effect its `started` event is durable, so that after a crash it is
  /// known to be observed rather than repeated.
  ///
  /// @param attempt 1, or more after a restart of the worker
  /// @return when it began
  Instant say(Envelope envelope, int attempt) {
    Instant now = clock.instant();
    CommandId cancels =
        envelope.command() instanceof HostControl.CancelCommand cancel ? cancel.target() : null;
    Durably.await(
        publisher.publish(
            new Event.Started(
                Narrative.header(envelope, now), attempt, envelope.digest(), cancels)));
    ledger.started(envelope.id(), envelope.digest(), attempt, now);
    if (cancels != null) {
      ledger.control().cancelBegun(cancels, envelope.id());
    }
    return now;
  }
}
