package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls commands off. Its own answer is given only when the other command's is durable: a crash
/// between the two must not let run what was said to be called off.
final class Canceller {
  private static final Duration WITHOUT_LIMIT = Duration.ofDays(365);

  private final Turns turns;
  private final Ledger ledger;
  private final FirstResults firstResults;
  private final Beginnings beginnings;
  private final Answers answers;
  private final InstantSource clock;

  Canceller(
      Turns turns,
      Ledger ledger,
      FirstResults firstResults,
      Beginnings beginnings,
      Answers answers,
      InstantSource clock) {
    this.turns = turns;
    this.ledger = ledger;
    this.firstResults = firstResults;
    this.beginnings = beginnings;
    this.answers = answers;
    this.clock = clock;
  }

  /// Calls the other command off, unless it only checks, and tells how that one ended.
  ///
  /// @param turn of the command that calls off
  /// @param target the other command
  /// @throws StoppedException when it waits and is left to the next start
  Event.Finished carryOut(Turn turn, CommandId target, ControlStory story) {
    if (target.equals(turn.id())) {
      return story.failed(
          Failure.of(
              FailureKind.INVALID,
              "A command cannot call itself off",
              "Give the id of another command as command_id."));
    }
    try {
      Optional<Event.Finished> first = first(target);
      if (first.isPresent()) {
        return told(story, first.get());
      }
      return story.envelope().checkMode()
          ? checked(turn, target, story)
          : callOff(turn, target, story);
    } catch (StoppedException stopped) {
      CommandId by = stopped.canceller().orElseThrow(() -> stopped);
      return story.cancelled(Cancelled.unbegun(by));
    }
  }

  /// From the `started` event on the other command is begun no more, wherever it is: not in a lane
  /// yet, or after a crash.
  private Event.Finished callOff(Turn turn, CommandId target, ControlStory story) {
    Duration timeout = story.envelope().timeout();
    long deadline = System.nanoTime() + (timeout == null ? WITHOUT_LIMIT : timeout).toNanos();
    beginnings.say(story.envelope(), story.attempt().number(), Beginning.PLAIN);
    Optional<Turn> other;
    boolean ended;
    try {
      other = find(turn, target, left(deadline));
      ended = other.isPresent() && end(turn, other.get(), left(deadline));
    } catch (StoppedException stopped) {
      return calledOff(turn, target, story, stopped.canceller().orElseThrow(() -> stopped));
    }
    Optional<Event.Finished> first = first(target);
    if (first.isPresent()) {
      return told(story, first.get());
    }
    if (ended) {
      // This process gave it up unanswered, and the next start calls it off.
      throw new StoppedException(null);
    }
    return other.isEmpty() && turns.taken(turn.delivery().offset())
        ? story.failed(unknown(target))
        : goesOn(turn, target, story.failed(stillGoesOn(target)));
  }

  /// The other command stays called off although this one is answered: it was told to stop, and a
  /// crash must not let it run all the same.
  private Event.Finished goesOn(Turn turn, CommandId target, Event.Finished answer) {
    ledger.cancelGoesOn(target, turn.id());
    return answer.withFacts(new Fact.Builder().text("command", target.text()).build());
  }

  /// The answer of a command that was called off when it had begun. What its target has come to by
  /// then counts; one that comes later is not told to stop by it any more.
  private Event.Finished calledOff(Turn turn, CommandId target, ControlStory story, CommandId by) {
    ledger.control().cancelEnded(turn.id());
    Optional<Event.Finished> first = first(target);
    if (first.isPresent()) {
      return told(story, first.get());
    }
    return turns.wasToldToStop(target, turn.id())
        ? goesOn(
            turn,
            target,
            story.cancelledHalfway(
                Cancelled.waiting(by, target),
                story.step("cancelCommand", target.text(), "it had not ended, and was told to")))
        : story.cancelled(Cancelled.looking(by, target));
  }

  private Optional<Turn> find(Turn turn, CommandId target, Duration limit) {
    long before = turn.delivery().offset();
    return turn.stop().betweenSteps(() -> turns.await(target, before, limit));
  }

  /// Answers the other command when nothing of it was begun; tells it to stop otherwise, and waits
  /// for its answer. False when it goes on for longer than that.
  ///
  /// @throws StoppedException when the other was told to stop, and its end is not waited for
  private boolean end(Turn turn, Turn other, Duration limit) {
    boolean unbegun =
        other.envelope().isPresent() && ledger.stateOf(other.id()) instanceof Ledger.State.Waiting;
    if (unbegun && turns.answerEarly(other, () -> answer(other, turn.id()))) {
      return true;
    }
    other.stop().cancel(turn.id());
    return turn.stop().betweenSteps(() -> awaitEnd(other, limit));
  }

  private void answer(Turn other, CommandId by) {
    other
        .envelope()
        .map(envelope -> Cancelled.untouched(envelope, by, clock.instant()))
        .ifPresent(answer -> answers.publish(answer, other.delivery().offset()));
  }

  private static boolean awaitEnd(Turn other, Duration limit) throws InterruptedException {
    try {
      other.ended().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    }
  }

  private Optional<Event.Finished> first(CommandId target) {
    return ledger.stateOf(target) instanceof Ledger.State.Answered answered
        ? firstResults.at(answered.position())
        : Optional.empty();
  }

  private Event.Finished checked(Turn turn, CommandId target, ControlStory story) {
    boolean known = find(turn, target, Duration.ZERO).isPresent();
    return !known && turns.taken(turn.delivery().offset())
        ? story.failed(unknown(target))
        : story.succeeded(
            true,
            List.of(story.step("cancelCommand", target.text(), "it has not ended")),
            new Fact.Builder().text("command", target.text()).build(),
            List.of());
  }

  private static Event.Finished told(ControlStory story, Event.Finished first) {
    CommandId target = first.header().commandId();
    boolean byThis =
        first.outcome() == Outcome.CANCELLED
            && first.failure() != null
            && story.envelope().id().equals(first.failure().by());
    Fact.Members facts =
        new Fact.Builder()
            .text("command", target.text())
            .text("outcome", first.outcome().wireName())
            .build();
    return byThis
        ? story.succeeded(
            true,
            List.of(story.step("cancelCommand", target.text(), "it had not ended")),
            facts,
            List.of())
        : story.succeeded(
            false,
            List.of(),
            facts,
            List.of("Command " + target + " had ended by itself: " + first.outcome().wireName()));
  }

  private static Failure unknown(CommandId target) {
    return Failure.of(
        FailureKind.COMMAND_NOT_FOUND,
        "No command " + target + " was sent to this host before, or it is forgotten",
        "Look for its id with: longshore audit");
  }

  private static Failure stillGoesOn(CommandId target) {
    return Failure.of(
        FailureKind.TIMED_OUT,
        "Command " + target + " was told to stop and has not come to a place for that yet",
        "Wait for its result: it says what became of it.");
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
