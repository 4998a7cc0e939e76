package io.longshore.rollout;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has happened in a rollout. Its events in their order say everything about it: whoever reads
/// them knows its state.
public sealed interface RolloutEvent {
  /// When, by the clock of whoever says so.
  Instant at();

  /// It is to go like this. The first event of every rollout.
  ///
  /// @param by who planned it
  record Planned(Instant at, RolloutPlan plan, String by) implements RolloutEvent {}

  /// What brings a host back to how it is before the rollout, told before the first batch.
  ///
  /// @param steps its commands, in order, as they are to be sent; none: there is nothing to undo
  record Surveyed(Instant at, HostName host, List<Step> steps) implements RolloutEvent {
    public Surveyed {
      steps = List.copyOf(steps);
    }
  }

  /// Somebody leads it from now on.
  record Led(Instant at, String leader) implements RolloutEvent {}

  /// The hosts of that batch may be begun.
  ///
  /// @param number from 1
  record BatchBegun(Instant at, int number) implements RolloutEvent {}

  /// A command was sent, in one transaction with this event.
  ///
  /// @param id the command's
  /// @param until when its answer must be there
  record Sent(Instant at, HostName host, Task task, CommandId id, Instant until)
      implements RolloutEvent {}

  /// A command was answered, or will not be.
  ///
  /// @param asOf what the answer says was so then, or later; a probe's when it was sent
  record Answered(Instant at, HostName host, Task task, Answer answer, Instant asOf)
      implements RolloutEvent {
    /// As of when it is told.
    public Answered(Instant at, HostName host, Task task, Answer answer) {
      this(at, host, task, answer, at);
    }
  }

  /// It rests after a batch.
  ///
  /// @param until null: until a person resumes
  record Held(Instant at, @Nullable Instant until) implements RolloutEvent {}

  /// The rest is over.
  record Released(Instant at) implements RolloutEvent {}

  /// A person wants something.
  ///
  /// @param by who
  record Asked(Instant at, Request request, String by) implements RolloutEvent {}

  /// No host is begun any more.
  ///
  /// @param words why, as a sentence
  record Stopped(Instant at, Cause cause, String words) implements RolloutEvent {}

  /// What was changed is brought back from now on.
  record RevertBegun(Instant at) implements RolloutEvent {}

  /// Nothing more happens.
  record Ended(Instant at, Verdict verdict) implements RolloutEvent {}

  /// What a person can want.
  enum Request {
    /// No further host is begun; those that were begun end.
    PAUSE,
    /// It goes on.
    RESUME,
    /// What is in flight ends, nothing more is sent, and what was changed stays.
    ABORT,
    /// What is in flight ends, and what was changed is brought back.
    REVERT
  }

  /// Why no host is begun any more.
  enum Cause {
    /// More hosts failed than may.
    BREACH,
    /// The whole took too long.
    DEADLINE,
    /// A person asked for the end.
    ABORTED,
    /// A person asked for what was there before.
    REVERT_ASKED
  }

  /// How a rollout ended.
  enum Verdict {
    /// Every host is as asked for.
    SUCCEEDED,
    /// It went over all hosts; some failed, as many as may.
    WITH_FAILURES,
    /// More failed than may, or it took too long; what was changed stays.
    HALTED,
    /// A person ended it; what was changed stays.
    ABORTED,
    /// What was changed is as before.
    REVERTED,
    /// It is not, on some hosts.
    REVERT_FAILED
  }
}
