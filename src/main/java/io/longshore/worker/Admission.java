package io.longshore.worker;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.ledger.ControlState;
import io.longshore.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides whether a command whose turn has come is begun, and waits until it may be.
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final Duration LOOK_AT_CLOCK = Duration.ofSeconds(1);

  private final Policy policy;
  private final ControlState control;
  private final Duration window;
  private final InstantSource clock;

  /// @param window how long an answered command is remembered
  Admission(Policy policy, ControlState control, Duration window, InstantSource clock) {
    this.policy = policy;
    this.control = control;
    this.window = window;
    this.clock = clock;
  }

  /// Waits until a command may be begun, at most until its deadline: for its `notBefore`, and for
  /// the end of a freeze.
  ///
  /// @throws StoppedException when it is called off, or left to the next start
  void await(Turn turn, Envelope envelope) {
    Instant deadline = deadline(envelope, turn.delivery().appendedAt());
    turn.stop()
        .betweenSteps(() -> {
          awaitNotBefore(envelope, deadline);
          if (!(envelope.command() instanceof HostControl)) {
            control.awaitThaw(deadline, clock);
          }
          return true;
        });
  }

  /// The answer to a command that may not be begun now; empty when it may.
  Optional<Event.Finished> refusal(Envelope envelope, Instant appendedAt) {
    return expired(envelope, appendedAt).or(() -> denied(envelope, clock.instant()));
  }

  private Optional<Event.Finished> denied(Envelope envelope, Instant now) {
    return switch (decide(envelope, now)) {
      case Policy.Decision.Allow _ -> Optional.empty();
      case Policy.Decision.Deny deny ->
          Optional.of(Answers.untouched(envelope, Outcome.DENIED, denied(deny), now));
    };
  }

  /// The answer to a command whose deadline has passed; empty for any other.
  Optional<Event.Finished> expired(Envelope envelope, Instant appendedAt) {
    Instant now = clock.instant();
    Instant notAfter = deadline(envelope, appendedAt);
    return now.isAfter(notAfter)
        ? Optional.of(Answers.untouched(envelope, Outcome.EXPIRED, expired(notAfter, now), now))
        : Optional.empty();
  }

  /// Whether a command that waits would be begun if its turn came now, and what it would then make
  /// so. A command of check mode makes nothing so.
  Optional<Command> readyNow(Turn turn) {
    return turn.envelope()
        .filter(envelope -> !turn.conflict() && !envelope.checkMode())
        .filter(envelope -> turn.stop().canceller().isEmpty() && canceller(envelope).isEmpty())
        .filter(envelope ->
            envelope.notBefore() == null || !clock.instant().isBefore(envelope.notBefore()))
        .filter(envelope -> refusal(envelope, turn.delivery().appendedAt()).isEmpty())
        .map(Envelope::command);
  }

  private Optional<CommandId> canceller(Envelope envelope) {
    return control.canceller(envelope.id());
  }

  private void awaitNotBefore(Envelope envelope, Instant deadline) throws InterruptedException {
    Instant notBefore = envelope.notBefore();
    if (notBefore != null) {
      awaitTime(notBefore.isBefore(deadline) ? notBefore : deadline);
    }
  }

  /// By the host's clock, which may be set meanwhile.
  private void awaitTime(Instant end) throws InterruptedException {
    for (Duration left = Duration.between(clock.instant(), end);
        left.isPositive();
        left = Duration.between(clock.instant(), end)) {
      Thread.sleep(left.compareTo(LOOK_AT_CLOCK) < 0 ? left : LOOK_AT_CLOCK);
    }
  }

  /// When it is too late to begin a command. One older than the dedupe window could have been
  /// answered without anybody remembering.
  Instant deadline(Envelope envelope, Instant appendedAt) {
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

  static Failure expired(Instant notAfter, Instant now) {
    return Failure.of(
        FailureKind.EXPIRED,
        "Its deadline "
            + notAfter
            + " had passed by "
            + Duration.between(notAfter, now)
            + " when its turn came",
        "Send it again with a later notAfter if it is still wanted.");
  }

  private static Failure denied(Policy.Decision.Deny deny) {
    return Failure.of(
        FailureKind.DENIED,
        "The policy denies it: " + deny.rule(),
        "Ask whoever keeps this host's policy.");
  }
}
