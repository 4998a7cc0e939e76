package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.event.Reading;
import io.longshore.ledger.Delivery;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A message on its way to its answer.
final class Turn {
  private static final int BYTES_OF_ONE = 16 * 1024;

  private final Delivery delivery;
  private final boolean conflict;
  private final Predicate<Turn> work;
  private @Nullable Turn first;
  private boolean waited;
  private final StopSignal stop = new StopSignal();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /// @param conflict whether another command had come under its id
  /// @param work what is done when its turn has come, true when it is answered; must not throw
  Turn(Delivery delivery, boolean conflict, Predicate<Turn> work) {
    this.delivery = delivery;
    this.conflict = conflict;
    this.work = work;
  }

  /// Makes it one that repeats a message, to be called before its turn can come.
  void repeats(Turn earlier) {
    first = earlier;
  }

  /// Takes the turn, and waits until the message that this one repeats has ended: what is to be
  /// said to a repeat depends on its answer. Without one, the next start answers both.
  ///
  /// @param behindAnother whether it had to wait for another one
  /// @return whether it is answered
  boolean take(boolean behindAnother) {
    waited = behindAnother;
    return (first == null || first.ended().join()) && work.test(this);
  }

  /// Whether it had to wait for another one of its lane. Told on the thread that takes the turn.
  boolean waited() {
    return waited;
  }

  Delivery delivery() {
    return delivery;
  }

  boolean conflict() {
    return conflict;
  }

  StopSignal stop() {
    return stop;
  }

  /// Is done when it was answered (true), or given up by this process.
  CompletableFuture<Boolean> ended() {
    return ended;
  }

  CommandId id() {
    return delivery.id();
  }

  /// The command; empty when it could not be read.
  Optional<Envelope> envelope() {
    return delivery.reading() instanceof Reading.Understood understood
        ? Optional.of(understood.envelope())
        : Optional.empty();
  }

  /// Among those in hand it counts as one, and as one more for each whole 16 KiB of its message: so
  /// memory is bounded, too. A command of usual size is a tenth of that.
  int weight() {
    return 1 + delivery.bytes() / BYTES_OF_ONE;
  }

  boolean isControl() {
    return delivery.isControl();
  }

  String lane() {
    return delivery.lane();
  }
}
