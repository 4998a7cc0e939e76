package io.longshore.rollout;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a command, as far as the rollout is concerned. Silence is an answer, too.
public sealed interface Answer {
  /// Whether the host is known to have been changed.
  boolean changed();

  /// Whether it may have been changed although nobody knows that it was.
  boolean uncertain();

  /// How long no process ran; zero when none was taken down.
  Duration downtime();

  /// What was asked for holds.
  ///
  /// @param mark tells the container's process seen by a probe from the one after it; null when
  ///   none was looked at
  record Good(boolean changed, boolean uncertain, Duration downtime, @Nullable String mark)
      implements Answer {}

  /// It does not.
  ///
  /// @param trouble in what way
  /// @param words why, as a sentence
  record Bad(Trouble trouble, boolean changed, boolean uncertain, Duration downtime, String words)
      implements Answer {
    /// Of a command that changed nothing, or is not known to.
    static Bad of(Trouble trouble, String words) {
      return new Bad(trouble, false, false, Duration.ZERO, words);
    }
  }

  /// In what way a command did not succeed. Each counts against the budget.
  enum Trouble {
    FAILED,
    REJECTED,
    DENIED,
    EXPIRED,
    CANCELLED,
    SUPERSEDED,
    /// Another command had come under the same id.
    CONFLICT,
    /// Nothing was heard in time; what became of the host nobody knows.
    NO_ANSWER,
    /// The broker has no topics for the host, or none that may be used.
    UNKNOWN_HOST,
    /// What would bring it back is not known, and the plan wants it to be: nothing was sent to it.
    NO_WAY_BACK,
    /// Its time had passed before all its commands were sent.
    TOO_LATE,
    /// It did what it was told, and did not prove to be well in time.
    NOT_PROVEN;

    /// The name in messages.
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
