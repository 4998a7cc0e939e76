package io.longshore.rollout;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a host stands in a rollout.
public sealed interface Stage {
  /// Its turn is still to come.
  record Waiting() implements Stage {}

  /// It is to be brought back, and its turn is still to come.
  ///
  /// @param round which one of several reverts, from 1
  record ToRevert(int round) implements Stage {}

  /// It has begun and not ended.
  ///
  /// @param task the command in flight, or the next one
  /// @param sentAt when that in flight was sent; null: none is
  /// @param until when it must be answered
  /// @param notBefore when it may be sent
  /// @param steady what earlier probes have shown
  /// @param doubt what the last probe said against it; null: nothing, or there was none
  record Busy(
      Task task,
      @Nullable Instant sentAt,
      Instant until,
      Instant notBefore,
      Steady steady,
      @Nullable String doubt)
      implements Stage {
    /// Whether its command was sent and is not answered.
    public boolean inFlight() {
      return sentAt != null;
    }

    /// When its command was sent, or else that time.
    Instant sentAt(Instant otherwise) {
      return sentAt == null ? otherwise : sentAt;
    }

    Busy sent(Instant at) {
      return new Busy(task, at, until, notBefore, steady, doubt);
    }
  }

  /// It has ended, for good unless it is brought back later.
  record Over(Ending ending) implements Stage {}

  /// Since when all probes' answers were as they must be.
  ///
  /// @param since null: the last one was not, or there was none
  /// @param mark of the container's process that was seen; null: none was looked at
  record Steady(@Nullable Instant since, @Nullable String mark) {
    static final Steady NOT_YET = new Steady(null, null);

    /// Since when, or else that time.
    Instant since(Instant otherwise) {
      return since == null ? otherwise : since;
    }

    /// After one more good answer: from then on, when another process was seen than before.
    Steady seen(@Nullable String process, Instant at) {
      boolean same = since != null && Objects.equals(mark, process);
      return new Steady(same ? since : at, process);
    }
  }

  /// How a host ended.
  enum Ending {
    /// It is as asked for, and proved it.
    SUCCEEDED,
    /// It is not.
    FAILED,
    /// The rollout was stopped before its turn; nothing was sent to it.
    NOT_BEGUN,
    /// The rollout was stopped between its commands, before it had proved anything, or before it
    /// was brought back.
    CUT_SHORT,
    /// It was brought back.
    REVERTED,
    /// It was to be brought back, and that failed.
    REVERT_FAILED
  }
}
