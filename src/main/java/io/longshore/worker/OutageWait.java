package io.longshore.worker;

import io.github.resilience4j.core.IntervalFunction;
import io.longshore.availability.Availability;
import io.longshore.availability.Outage;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one command waits out outages, until its own deadline. Used by one thread.
final class OutageWait {
  /// A connection can break without an outage, as when the engine is restarted. One that breaks
  /// again and again does so because of what this command asks for.
  private static final int MOST_LOSSES = 8;

  private static final IntervalFunction PAUSES =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(15));
  private static final String WHAT_TO_DO =
      "Bring it back; sent again, the command goes on from what is there.";

  private final Availability engine;
  private final Optional<Availability> supervisor;
  private final InstantSource clock;
  private final long deadline;
  private final @Nullable Instant notAfter;
  private int losses;

  /// @param limit how long this command waits in all, from now
  /// @param notAfter when it must not wait any more; null: that is never
  OutageWait(
      Availability engine,
      Optional<Availability> supervisor,
      InstantSource clock,
      Duration limit,
      @Nullable Instant notAfter) {
    this.engine = engine;
    this.supervisor = supervisor;
    this.clock = clock;
    this.deadline = System.nanoTime() + limit.toNanos();
    this.notAfter = notAfter;
  }

  /// Waits for the engine, which every command needs, when it is known to be away.
  ///
  /// @return the failure that ends the command; empty when it may go on
  /// @throws InterruptedException when the thread is told to stop waiting
  Optional<Failure> forEngine() throws InterruptedException {
    return untilAnswers(engine, FailureKind.ENGINE_UNAVAILABLE, WHAT_TO_DO);
  }

  /// After a failure: finds out whether something is away, and waits for it. A lost connection is
  /// followed by a pause.
  ///
  /// @return the failure that ends the command; empty when it may go on from what is there
  /// @throws InterruptedException when the thread is told to stop waiting
  Optional<Failure> after(Failure failure) throws InterruptedException {
    Optional<Availability> missed = missed(failure);
    if (missed.isEmpty()) {
      return Optional.of(failure);
    }
    if (missed.get().answers()) {
      return afterLoss(failure);
    }
    losses = 0;
    return untilAnswers(missed.get(), failure.kind(), failure.hint());
  }

  private Optional<Availability> missed(Failure failure) {
    return switch (failure.kind()) {
      case ENGINE_UNAVAILABLE -> Optional.of(engine);
      case SUPERVISOR_UNAVAILABLE -> supervisor;
      default -> Optional.empty();
    };
  }

  private Optional<Failure> untilAnswers(
      Availability missed, FailureKind kind, @Nullable String hint) throws InterruptedException {
    return missed.awaitAnswers(left()) ? Optional.empty() : Optional.of(away(missed, kind, hint));
  }

  private static Failure away(Availability missed, FailureKind kind, @Nullable String hint) {
    Optional<Outage> outage = missed.outage();
    String since = outage.map(known -> " since " + known.since()).orElse("");
    return new Failure(
        kind,
        missed.name() + " has not answered" + since + ", and the command's time is over",
        hint,
        outage.map(Outage::reason).orElse(null),
        null);
  }

  private Optional<Failure> afterLoss(Failure failure) throws InterruptedException {
    losses++;
    Duration pause = Duration.ofMillis(PAUSES.apply(losses));
    if (losses > MOST_LOSSES) {
      return Optional.of(ownFault(failure));
    }
    if (pause.compareTo(left()) > 0) {
      return Optional.of(failure);
    }
    Thread.sleep(pause);
    return Optional.empty();
  }

  private static Failure ownFault(Failure failure) {
    return new Failure(
        failure.kind() == FailureKind.ENGINE_UNAVAILABLE
            ? FailureKind.ENGINE
            : FailureKind.SUPERVISOR,
        failure.message() + " (" + MOST_LOSSES + " times, while it answered others)",
        failure.hint(),
        failure.detail(),
        null);
  }

  private Duration left() {
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    if (notAfter == null) {
      return left;
    }
    Duration untilThen = Duration.between(clock.instant(), notAfter);
    return untilThen.compareTo(left) < 0 ? untilThen : left;
  }
}
