package io.longshore.worker;

import io.longshore.command.Envelope;
import io.longshore.event.Event;
import io.longshore.ledger.Ledger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Answers commands whose deadline passes while they wait behind others, which may take long or be
/// kept by a freeze. Used by one thread.
final class Expiry {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Turns turns;
  private final Ledger ledger;
  private final Admission admission;
  private final Answers answers;
  private long lastNanos = System.nanoTime();

  Expiry(Turns turns, Ledger ledger, Admission admission, Answers answers) {
    this.turns = turns;
    this.ledger = ledger;
    this.admission = admission;
    this.answers = answers;
  }

  /// Looks for such commands, at most once a second. Does not wait until they are answered.
  ///
  /// @param failed is told of what keeps an answer from being given
  void look(Consumer<Throwable> failed) {
    long now = System.nanoTime();
    if (now - lastNanos >= EVERY.toNanos()) {
      lastNanos = now;
      turns.all().forEach(turn -> expire(turn, failed));
    }
  }

  private void expire(Turn turn, Consumer<Throwable> failed) {
    boolean unbegun = ledger.stateOf(turn.id()) instanceof Ledger.State.Waiting;
    Optional<Event.Finished> answer =
        unbegun ? turn.envelope().flatMap(envelope -> expired(turn, envelope)) : Optional.empty();
    answer.ifPresent(finished -> Thread.startVirtualThread(() -> give(turn, finished, failed)));
  }

  private Optional<Event.Finished> expired(Turn turn, Envelope envelope) {
    return admission.expired(envelope, turn.delivery().appendedAt());
  }

  private void give(Turn turn, Event.Finished answer, Consumer<Throwable> failed) {
    try {
      boolean _ = turns.answerEarly(turn, () -> answers.publish(answer, turn.delivery().offset()));
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }
}
