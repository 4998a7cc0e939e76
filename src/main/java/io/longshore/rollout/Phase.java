package io.longshore.rollout;

import io.longshore.rollout.RolloutEvent.Cause;
import io.longshore.rollout.RolloutEvent.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a rollout stands.
public sealed interface Phase {
  /// Hosts are begun, batch after batch.
  ///
  /// @param batch the number of the batch, from 1; 0: none is begun
  /// @param rested whether the rest after this batch is over
  record Rolling(int batch, boolean rested) implements Phase {}

  /// No host is begun until it goes on; those that were begun end.
  ///
  /// @param batch the number of the batch
  /// @param restUntil when the plan's rest after the batch ends, or ended before a pause; null: it
  ///   is not in one, or in one that a person ends
  /// @param asked whether a person paused it, perhaps during that rest
  record Held(int batch, @Nullable Instant restUntil, boolean asked) implements Phase {
    /// When it goes on by itself; null: when a person says so.
    public @Nullable Instant until() {
      return asked ? null : restUntil;
    }
  }

  /// No host is begun any more; what is in flight ends.
  ///
  /// @param revert whether what was changed is brought back then
  record Stopping(Cause cause, boolean revert) implements Phase {}

  /// What was changed is brought back.
  record Reverting() implements Phase {}

  /// Nothing more happens, unless a person asks for a revert.
  record Ended(Verdict verdict) implements Phase {}
}
