package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.ResultPublisher;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

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
  /// @param beginning how, for the next start
  void say(Envelope envelope, int attempt, Beginning beginning) {
    say(envelope, attempt, null, beginning, clock.instant());
  }

  /// The same of a command that may pull an image again.
  ///
  /// @param imageBefore as [io.longshore.plan.Plan.Proceed#imageBefore]
  /// @param now when it begins
  void say(
      Envelope envelope,
      int attempt,
      @Nullable String imageBefore,
      Beginning beginning,
      Instant now) {
    CommandId cancels =
        envelope.command() instanceof HostControl.CancelCommand cancel ? cancel.target() : null;
    Durably.await(
        publisher.begin(
            new Event.Started(
                Narrative.header(envelope, now), attempt, envelope.digest(), cancels, beginning),
            imageBefore));
    ledger.started(
        envelope.id(),
        envelope.digest(),
        new Ledger.State.Begun(attempt, now, imageBefore, beginning));
    if (cancels != null) {
      ledger.control().cancelBegun(cancels, envelope.id());
    }
  }
}
