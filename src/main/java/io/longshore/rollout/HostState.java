package io.longshore.rollout;

import io.longshore.command.HostName;
import io.longshore.rollout.Answer.Trouble;
import io.longshore.rollout.Stage.Ending;
import io.longshore.rollout.Stage.Steady;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is known of one host.
///
/// @param host its name
/// @param batch its batch, from 1
/// @param stage where it stands
/// @param changed whether it is known to have been changed by the rollout's commands
/// @param uncertain whether it may have been changed by one that was never answered, or whose
///   answer leaves that in doubt
/// @param downtime how long no process ran, all its commands together
/// @param trouble what went wrong first, or with bringing it back; null: nothing
/// @param failedTask the command that it went wrong at; null: nothing did
/// @param before its own commands that bring it back; null: none were found out
public record HostState(
    HostName host,
    int batch,
    Stage stage,
    boolean changed,
    boolean uncertain,
    Duration downtime,
    Answer.@Nullable Bad trouble,
    @Nullable Task failedTask,
    @Nullable List<Step> before) {

  static HostState waiting(HostName host, int batch) {
    return new HostState(
        host, batch, new Stage.Waiting(), false, false, Duration.ZERO, null, null, null);
  }

  /// Whether it has begun and not ended.
  public boolean isBusy() {
    return stage instanceof Stage.Busy;
  }

  /// Whether it waits for the answer to a command.
  public boolean isInFlight() {
    return stage instanceof Stage.Busy busy && busy.inFlight();
  }

  /// Whether it has ended so.
  public boolean hasEnded(Ending ending) {
    return stage instanceof Stage.Over over && over.ending() == ending;
  }

  /// Whether it counts against the budget.
  public boolean hasFailed() {
    return trouble != null;
  }

  /// Whether there may be something to bring back.
  public boolean mayHaveChanged() {
    return changed || uncertain;
  }

  HostState at(Stage next) {
    return new HostState(
        host, batch, next, changed, uncertain, downtime, trouble, failedTask, before);
  }

  /// After a command was sent. One that was decided on before a person's wish to stop was known is
  /// in flight all the same.
  HostState sent(RolloutEvent.Sent sent) {
    Stage.Busy begun =
        new Stage.Busy(sent.task(), sent.at(), sent.until(), sent.until(), Steady.NOT_YET, null);
    return switch (stage) {
      case Stage.Waiting _, Stage.ToRevert _ -> at(begun);
      case Stage.Busy busy -> busy.task().equals(sent.task()) ? at(busy.sent(sent.at())) : this;
      case Stage.Over(Ending ending) ->
          ending == Ending.NOT_BEGUN || ending == Ending.CUT_SHORT ? at(begun) : this;
    };
  }

  /// After an answer; one to another command than the host is at says nothing any more.
  ///
  /// @param stopped whether the rollout was stopped, so that nothing more is sent to the host
  HostState answered(RolloutPlan plan, RolloutEvent.Answered answered, boolean stopped) {
    Task task = answered.task();
    Answer answer = answered.answer();
    return switch (stage) {
      case Stage.Waiting _, Stage.ToRevert _ -> noted(answer, task).failedUnlessGood(task, answer);
      case Stage.Busy busy ->
          busy.task().equals(task)
              ? noted(answer, task).after(plan, busy, answered, stopped)
              : this;
      case Stage.Over _ -> this;
    };
  }

  /// A host that was never sent anything has no good answer.
  private HostState failedUnlessGood(Task task, Answer answer) {
    return answer instanceof Answer.Bad bad ? failed(task, bad) : this;
  }

  /// A program that proves something counts as a change of its container, and is none of the host.
  /// A conflict may be somebody else's, sent under the id of a command that is still carried out.
  private HostState noted(Answer answer, Task task) {
    boolean lost =
        answer instanceof Answer.Bad bad
            && (bad.trouble() == Trouble.NO_ANSWER || bad.trouble() == Trouble.CONFLICT)
            && task.phase() == Task.Phase.WORK;
    boolean changes = task.phase() != Task.Phase.PROOF;
    return new HostState(
        host,
        batch,
        stage,
        changed || (changes && answer.changed()),
        uncertain || lost || (changes && answer.uncertain()),
        downtime.plus(answer.downtime()),
        trouble,
        failedTask,
        before);
  }

  private HostState after(
      RolloutPlan plan, Stage.Busy busy, RolloutEvent.Answered answered, boolean stopped) {
    return switch (answered.answer()) {
      case Answer.Good good ->
          busy.task().phase() == Task.Phase.PROOF
              ? probed(plan, busy, good, answered, stopped)
              : succeeded(plan, busy, answered.at(), stopped);
      case Answer.Bad bad -> disappointed(plan, busy, bad, answered.at(), stopped);
    };
  }

  private HostState succeeded(RolloutPlan plan, Stage.Busy busy, Instant at, boolean stopped) {
    Task task = busy.task();
    boolean more = task.step() + 1 < steps(plan, task.phase()).size();
    Gate gate = task.phase() == Task.Phase.REVERT ? null : plan.gate();
    if (!more && gate == null) {
      return task.phase() == Task.Phase.REVERT ? reverted() : at(new Stage.Over(Ending.SUCCEEDED));
    }
    if (stopped) {
      return at(new Stage.Over(Ending.CUT_SHORT));
    }
    return more || gate == null
        ? at(next(task.following(), busy.until(), at))
        : at(next(new Task(Task.Phase.PROOF, 0, 1), at.plus(gate.within()), at));
  }

  private static Stage.Busy next(Task task, Instant until, Instant notBefore) {
    return new Stage.Busy(task, null, until, notBefore, Steady.NOT_YET, null);
  }

  /// An answer may lie unread for long, and the process may have died meanwhile: what is proven
  /// goes by the time that it speaks of.
  private HostState probed(
      RolloutPlan plan,
      Stage.Busy busy,
      Answer.Good good,
      RolloutEvent.Answered answered,
      boolean stopped) {
    Gate gate = plan.gate();
    if (gate == null) {
      return at(new Stage.Over(Ending.SUCCEEDED));
    }
    Instant at = answered.at();
    Steady steady = busy.steady().seen(good.mark(), at);
    Instant proven = steady.since(at).plus(gate.steady());
    if (gate.steady().isZero() || !answered.asOf().isBefore(proven)) {
      return at(new Stage.Over(Ending.SUCCEEDED));
    }
    if (stopped) {
      return at(new Stage.Over(Ending.CUT_SHORT));
    }
    Instant rested = at.plus(gate.interval());
    Instant next = rested.isBefore(proven) ? rested : proven;
    return at(new Stage.Busy(busy.task().again(), null, busy.until(), next, steady, null));
  }

  /// A probe whose answer was not good is tried again while there is time, and its words are kept;
  /// every other failure is the host's.
  private HostState disappointed(
      RolloutPlan plan, Stage.Busy busy, Answer.Bad bad, Instant at, boolean stopped) {
    Gate gate = plan.gate();
    boolean again =
        gate != null
            && busy.task().phase() == Task.Phase.PROOF
            && (bad.trouble() == Trouble.FAILED || bad.trouble() == Trouble.NOT_PROVEN)
            && at.isBefore(busy.until());
    if (!again || gate == null) {
      return failed(busy.task(), bad);
    }
    if (stopped) {
      return at(new Stage.Over(Ending.CUT_SHORT));
    }
    Instant next = at.plus(gate.interval());
    String doubt = Answers.cut(bad.words());
    return at(new Stage.Busy(busy.task().again(), null, busy.until(), next, Steady.NOT_YET, doubt));
  }

  private HostState failed(Task task, Answer.Bad bad) {
    boolean reverting = task.phase() == Task.Phase.REVERT;
    return new HostState(
        host,
        batch,
        new Stage.Over(reverting ? Ending.REVERT_FAILED : Ending.FAILED),
        changed,
        uncertain,
        downtime,
        bad,
        task,
        before);
  }

  private HostState reverted() {
    return new HostState(
        host,
        batch,
        new Stage.Over(Ending.REVERTED),
        false,
        false,
        downtime,
        trouble,
        failedTask,
        before);
  }

  /// After the rollout was stopped: what is in flight ends, nothing else begins.
  HostState stopped() {
    return switch (stage) {
      case Stage.Waiting _ -> at(new Stage.Over(Ending.NOT_BEGUN));
      case Stage.ToRevert _ -> at(new Stage.Over(Ending.CUT_SHORT));
      case Stage.Busy busy -> busy.inFlight() ? this : at(new Stage.Over(Ending.CUT_SHORT));
      case Stage.Over _ -> this;
    };
  }

  /// To be brought back, when there may be something.
  HostState toRevert(RolloutPlan plan, int round) {
    if (!mayHaveChanged()) {
      return this;
    }
    boolean nothing = before != null && before.isEmpty() && plan.reversal().isAsBefore();
    return nothing ? reverted() : at(new Stage.ToRevert(round));
  }

  /// The commands of a phase.
  public List<Step> steps(RolloutPlan plan, Task.Phase phase) {
    return phase == Task.Phase.REVERT && plan.reversal().isAsBefore()
        ? Objects.requireNonNullElse(before, List.of())
        : plan.steps(phase);
  }

  /// Whether it could be brought back as far as the plan says.
  boolean hasWayBack(RolloutPlan plan) {
    return !plan.reversal().isAsBefore() || before != null;
  }

  /// With its own commands that bring it back; those that were told first hold.
  HostState surveyed(List<Step> steps) {
    return before == null
        ? new HostState(
            host,
            batch,
            stage,
            changed,
            uncertain,
            downtime,
            trouble,
            failedTask,
            List.copyOf(steps))
        : this;
  }
}
