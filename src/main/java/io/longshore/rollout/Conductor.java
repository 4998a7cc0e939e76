package io.longshore.rollout;

import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.rollout.Answer.Trouble;
import io.longshore.rollout.RolloutEvent.Cause;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.Stage.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides what happens next in a rollout. A [RolloutEvent.Sent] among it means: send that command,
/// in one transaction with the event. Any beginning of what was decided may be carried out without
/// the rest.
public final class Conductor {
  private Conductor() {}

  /// What happens now; empty when there is nothing but waiting.
  ///
  /// @param known whether the broker has topics for a host that may be used
  public static List<RolloutEvent> next(
      RolloutState state, Instant now, Predicate<HostName> known) {
    List<RolloutEvent> silences = silences(state, now);
    if (!silences.isEmpty()) {
      return silences;
    }
    Sending sending = new Sending(state, now, known);
    return switch (state.phase()) {
      case Phase.Rolling rolling -> rolling(state, rolling, now, sending);
      case Phase.Held held -> held(state, held, now, sending);
      case Phase.Stopping stopping -> stopping(state, stopping, now);
      case Phase.Reverting _ -> reverting(state, now, sending);
      case Phase.Ended _ -> List.of();
    };
  }

  /// What a host's event says to the rollout; empty when it answers no command in flight.
  public static Optional<RolloutEvent> heard(RolloutState state, Event event, Instant now) {
    return state
        .fleet()
        .host(event.header().host())
        .filter(HostState::isInFlight)
        .flatMap(host -> heard(state, host, event, now));
  }

  private static Optional<RolloutEvent> heard(
      RolloutState state, HostState host, Event event, Instant now) {
    if (!(host.stage() instanceof Stage.Busy busy)
        || !TaskIds.of(state.plan().id(), host.host(), busy.task())
            .equals(event.header().commandId())) {
      return Optional.empty();
    }
    Task task = busy.task();
    Gate gate = state.plan().gate();
    if (task.phase() != Task.Phase.PROOF || gate == null) {
      return Answers.of(event).map(said -> new RolloutEvent.Answered(now, host.host(), task, said));
    }
    Instant sentAt = busy.sentAt(now);
    return Answers.of(event, gate.expectation())
        .map(said -> new RolloutEvent.Answered(now, host.host(), task, said, sentAt));
  }

  private static List<RolloutEvent> silences(RolloutState state, Instant now) {
    List<RolloutEvent> silences = new ArrayList<>();
    state
        .fleet()
        .hosts()
        .forEach(host -> {
          if (host.stage() instanceof Stage.Busy busy && !now.isBefore(busy.until())) {
            silences.add(new RolloutEvent.Answered(now, host.host(), busy.task(), silence(busy)));
          }
        });
    return silences;
  }

  private static Answer silence(Stage.Busy busy) {
    if (busy.inFlight()) {
      return Answer.Bad.of(Trouble.NO_ANSWER, "no answer until " + busy.until() + last(busy));
    }
    return busy.task().phase() == Task.Phase.PROOF
        ? Answer.Bad.of(
            Trouble.NOT_PROVEN, "not proven to be well until " + busy.until() + last(busy))
        : Answer.Bad.of(Trouble.TOO_LATE, "its time had passed before its next command");
  }

  /// What the last probe said; empty when there was none.
  private static String last(Stage.Busy busy) {
    if (busy.doubt() != null) {
      return "; last: " + busy.doubt();
    }
    return busy.steady().since() == null ? "" : "; last: well, but not for long enough";
  }

  private static List<RolloutEvent> rolling(
      RolloutState state, Phase.Rolling rolling, Instant now, Sending sending) {
    Optional<RolloutEvent> stop = stop(state, rolling.batch(), now);
    if (stop.isPresent()) {
      return List.of(stop.get());
    }
    boolean open = Window.isOpen(state.plan().windows(), now);
    return isOver(state, rolling.batch())
        ? afterBatch(state, rolling, now, open)
        : sending.inBatch(rolling.batch(), open);
  }

  private static List<RolloutEvent> held(
      RolloutState state, Phase.Held held, Instant now, Sending sending) {
    Optional<RolloutEvent> stop = stop(state, held.batch(), now);
    if (stop.isPresent()) {
      return List.of(stop.get());
    }
    if (held.until() != null && !now.isBefore(held.until())) {
      return List.of(new RolloutEvent.Released(now));
    }
    return sending.inBatch(held.batch(), false);
  }

  private static Optional<RolloutEvent> stop(RolloutState state, int batch, Instant now) {
    if (state.begunAt() == null) {
      return Optional.empty();
    }
    Instant end = state.begunAt().plus(state.plan().deadlines().whole());
    if (!now.isBefore(end) && state.fleet().hosts().anyMatch(Conductor::isUnfinished)) {
      String words = "the rollout had not ended until " + end;
      return Optional.of(new RolloutEvent.Stopped(now, Cause.DEADLINE, words));
    }
    int inBatch = failed(state.fleet().batch(batch).toList());
    int size = Math.toIntExact(state.fleet().batch(batch).count());
    int all = failed(state.fleet().hosts().toList());
    if (!state.plan().budget().isBreached(inBatch, size, all)) {
      return Optional.empty();
    }
    String words =
        "%d of %d hosts of batch %d failed, %d of all; allowed: %s"
            .formatted(inBatch, size, batch, all, state.plan().budget());
    return Optional.of(new RolloutEvent.Stopped(now, Cause.BREACH, words));
  }

  private static boolean isUnfinished(HostState host) {
    return !(host.stage() instanceof Stage.Over);
  }

  private static int failed(List<HostState> hosts) {
    return Math.toIntExact(hosts.stream().filter(HostState::hasFailed).count());
  }

  private static boolean isOver(RolloutState state, int batch) {
    return state.fleet().batch(batch).noneMatch(Conductor::isUnfinished);
  }

  private static List<RolloutEvent> afterBatch(
      RolloutState state, Phase.Rolling rolling, Instant now, boolean open) {
    if (rolling.batch() == state.plan().batchSizes().size()) {
      boolean all = state.fleet().hosts().allMatch(host -> host.hasEnded(Ending.SUCCEEDED));
      return ended(now, all ? Verdict.SUCCEEDED : Verdict.WITH_FAILURES);
    }
    Optional<Pause> pause =
        rolling.rested() ? Optional.empty() : state.plan().pauseAfter(rolling.batch());
    if (pause.isPresent()) {
      Duration time = pause.get().time();
      return List.of(new RolloutEvent.Held(now, time == null ? null : now.plus(time)));
    }
    return open ? List.of(new RolloutEvent.BatchBegun(now, rolling.batch() + 1)) : List.of();
  }

  private static List<RolloutEvent> stopping(
      RolloutState state, Phase.Stopping stopping, Instant now) {
    if (state.fleet().hosts().anyMatch(HostState::isInFlight)) {
      return List.of();
    }
    if (state.isToRevert()) {
      return List.of(new RolloutEvent.RevertBegun(now));
    }
    return ended(now, verdict(stopping));
  }

  private static Verdict verdict(Phase.Stopping stopping) {
    return switch (stopping.cause()) {
      case BREACH, DEADLINE -> Verdict.HALTED;
      case ABORTED -> Verdict.ABORTED;
      // Without commands that could bring it back.
      case REVERT_ASKED -> Verdict.REVERT_FAILED;
    };
  }

  private static List<RolloutEvent> reverting(RolloutState state, Instant now, Sending sending) {
    List<RolloutEvent> sent = sending.reverts();
    boolean open =
        state
            .fleet()
            .hosts()
            .anyMatch(host -> host.isBusy() || host.stage() instanceof Stage.ToRevert);
    if (open || !sent.isEmpty()) {
      return sent;
    }
    boolean all = state.fleet().hosts().noneMatch(host -> host.hasEnded(Ending.REVERT_FAILED));
    return ended(now, all ? Verdict.REVERTED : Verdict.REVERT_FAILED);
  }

  private static List<RolloutEvent> ended(Instant now, Verdict verdict) {
    return List.of(new RolloutEvent.Ended(now, verdict));
  }
}
