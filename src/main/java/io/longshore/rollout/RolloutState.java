package io.longshore.rollout;

import io.longshore.rollout.RolloutEvent.Cause;
import io.longshore.rollout.RolloutEvent.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is so after some events. Any event may follow any other: what no longer means anything
/// changes nothing, because a person's wish can stand between a decision and its event.
///
/// @param plan how it is to go
/// @param plannedAt when it was planned
/// @param by who planned it
/// @param leader who led it last; empty: nobody yet
/// @param begunAt when its first batch was begun; null: it was not
/// @param phase where it stands
/// @param fleet where its hosts stand
/// @param reverts how often bringing back was begun
/// @param words why it was stopped, as a sentence; empty: it was not
/// @param lastAt when something happened last
public record RolloutState(
    RolloutPlan plan,
    Instant plannedAt,
    String by,
    String leader,
    @Nullable Instant begunAt,
    Phase phase,
    Fleet fleet,
    int reverts,
    String words,
    Instant lastAt) {

  /// After its first event.
  public static RolloutState of(RolloutEvent.Planned planned) {
    return new RolloutState(
        planned.plan(),
        planned.at(),
        planned.by(),
        "",
        null,
        new Phase.Rolling(0, true),
        Fleet.of(planned.plan()),
        0,
        "",
        planned.at());
  }

  /// After one more event.
  public RolloutState after(RolloutEvent event) {
    return apply(event).at(event.at());
  }

  /// Whether nothing more happens by itself.
  public boolean isEnded() {
    return phase instanceof Phase.Ended;
  }

  /// Whether what was changed is brought back as soon as nothing is in flight.
  boolean isToRevert() {
    return phase instanceof Phase.Stopping(_, boolean revert)
        && revert
        && plan.reversal().isPossible();
  }

  private RolloutState apply(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Planned _ -> this;
      case RolloutEvent.Surveyed surveyed ->
          begunAt == null
              ? with(fleet.with(surveyed.host(), host -> host.surveyed(surveyed.steps())))
              : this;
      case RolloutEvent.Led led -> led(led.leader());
      case RolloutEvent.BatchBegun begun -> begun(begun);
      case RolloutEvent.Sent sent -> with(fleet.with(sent.host(), host -> host.sent(sent)));
      case RolloutEvent.Answered answered -> answered(answered);
      case RolloutEvent.Held held -> held(held);
      case RolloutEvent.Released _ -> released();
      case RolloutEvent.Asked asked -> asked(asked);
      case RolloutEvent.Stopped stopped ->
          stopped(stopped.cause(), plan.reversal().onBreach(), stopped.words());
      case RolloutEvent.RevertBegun _ -> isToRevert() ? revertBegun() : this;
      case RolloutEvent.Ended ended ->
          fits(ended.verdict()) ? in(new Phase.Ended(ended.verdict())) : this;
    };
  }

  private RolloutState answered(RolloutEvent.Answered answered) {
    boolean stopped = phase instanceof Phase.Stopping;
    return with(fleet.with(answered.host(), host -> host.answered(plan, answered, stopped)));
  }

  /// A batch begun in a rest is an older coordinator's, which took the end of a pause for the
  /// rest's.
  private RolloutState begun(RolloutEvent.BatchBegun begun) {
    if (begun.number() < 1 || begun.number() > plan.batchSizes().size()) {
      return this;
    }
    return switch (phase) {
      case Phase.Held held when held.asked() ->
          in(new Phase.Held(begun.number(), null, true)).begunAt(begun.at());
      case Phase.Rolling _, Phase.Held _ ->
          in(new Phase.Rolling(begun.number(), false)).begunAt(begun.at());
      case Phase.Stopping _, Phase.Reverting _, Phase.Ended _ -> this;
    };
  }

  private RolloutState held(RolloutEvent.Held held) {
    return phase instanceof Phase.Rolling rolling
        ? in(new Phase.Held(rolling.batch(), held.until(), false))
        : this;
  }

  /// Only a rest ends by itself; a pause that came meanwhile waits for a person.
  private RolloutState released() {
    return phase instanceof Phase.Held held && held.until() != null
        ? in(new Phase.Rolling(held.batch(), true))
        : this;
  }

  private RolloutState asked(RolloutEvent.Asked asked) {
    return switch (asked.request()) {
      case PAUSE -> paused(asked.at());
      case RESUME -> resumed(asked.at());
      case ABORT -> aborted("aborted by " + asked.by());
      case REVERT -> revertAsked(asked.by());
    };
  }

  /// A rest that is over stays so: it counts as one that ended when the pause came.
  private RolloutState paused(Instant at) {
    return switch (phase) {
      case Phase.Rolling rolling ->
          in(new Phase.Held(rolling.batch(), rolling.rested() ? at : null, true));
      case Phase.Held held ->
          held.until() == null ? this : in(new Phase.Held(held.batch(), held.restUntil(), true));
      case Phase.Stopping _, Phase.Reverting _, Phase.Ended _ -> this;
    };
  }

  /// The end of a pause is not that of the plan's own rest, which it came into or which is still to
  /// come.
  private RolloutState resumed(Instant at) {
    if (!(phase instanceof Phase.Held held)) {
      return this;
    }
    Instant restUntil = held.restUntil();
    if (held.asked() && restUntil != null && at.isBefore(restUntil)) {
      return in(new Phase.Held(held.batch(), restUntil, false));
    }
    return in(new Phase.Rolling(held.batch(), !held.asked() || restUntil != null));
  }

  /// Also of bringing back: why that was begun is still told.
  private RolloutState aborted(String why) {
    return phase instanceof Phase.Reverting
            || (phase instanceof Phase.Stopping(_, boolean revert) && revert)
        ? stopping(Cause.ABORTED, false, words + "; " + why)
        : stopped(Cause.ABORTED, false, why);
  }

  private RolloutState revertAsked(String who) {
    String why = "revert asked for by " + who;
    return switch (phase) {
      case Phase.Rolling _, Phase.Held _ -> stopped(Cause.REVERT_ASKED, true, why);
      case Phase.Stopping stopping -> in(new Phase.Stopping(stopping.cause(), true));
      case Phase.Reverting _ -> this;
      case Phase.Ended _ -> in(new Phase.Stopping(Cause.REVERT_ASKED, true)).saying(why);
    };
  }

  private boolean isRunning() {
    return phase instanceof Phase.Rolling || phase instanceof Phase.Held;
  }

  private RolloutState stopped(Cause cause, boolean revert, String why) {
    return isRunning() ? stopping(cause, revert, why) : this;
  }

  private RolloutState stopping(Cause cause, boolean revert, String why) {
    return in(new Phase.Stopping(cause, revert)).with(fleet.all(HostState::stopped)).saying(why);
  }

  /// Whether a decision to end so still holds: what a person wished meanwhile must not be lost.
  private boolean fits(Verdict verdict) {
    boolean wentOver = verdict == Verdict.SUCCEEDED || verdict == Verdict.WITH_FAILURES;
    return switch (phase) {
      case Phase.Rolling _, Phase.Held _ -> wentOver;
      case Phase.Stopping _ -> !wentOver && !isToRevert();
      case Phase.Reverting _ -> verdict == Verdict.REVERTED || verdict == Verdict.REVERT_FAILED;
      case Phase.Ended _ -> false;
    };
  }

  private RolloutState revertBegun() {
    int round = reverts + 1;
    return in(new Phase.Reverting())
        .with(fleet.all(host -> host.toRevert(plan, round)))
        .reverts(round);
  }

  private RolloutState led(String who) {
    return new RolloutState(
        plan, plannedAt, by, who, begunAt, phase, fleet, reverts, words, lastAt);
  }

  private RolloutState in(Phase next) {
    return new RolloutState(
        plan, plannedAt, by, leader, begunAt, next, fleet, reverts, words, lastAt);
  }

  private RolloutState with(Fleet next) {
    return new RolloutState(
        plan, plannedAt, by, leader, begunAt, phase, next, reverts, words, lastAt);
  }

  private RolloutState begunAt(Instant first) {
    Instant begun = begunAt == null ? first : begunAt;
    return new RolloutState(
        plan, plannedAt, by, leader, begun, phase, fleet, reverts, words, lastAt);
  }

  private RolloutState reverts(int rounds) {
    return new RolloutState(
        plan, plannedAt, by, leader, begunAt, phase, fleet, rounds, words, lastAt);
  }

  private RolloutState saying(String why) {
    return new RolloutState(
        plan, plannedAt, by, leader, begunAt, phase, fleet, reverts, why, lastAt);
  }

  private RolloutState at(Instant time) {
    return new RolloutState(
        plan, plannedAt, by, leader, begunAt, phase, fleet, reverts, words, time);
  }
}
