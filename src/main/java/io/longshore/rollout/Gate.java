package io.longshore.rollout;

import java.time.Duration;

/// What every host must prove, changed or not, before it counts as done, and the next batch is
/// begun.
///
/// @param probe the command that asks
/// @param expectation what its answer must say
/// @param steady how long every answer must say so; zero: one answer is enough
/// @param within when the proof must be there, from the end of the host's work
/// @param interval the rest between two probes
public record Gate(
    Step probe, Expectation expectation, Duration steady, Duration within, Duration interval) {

  /// What a probe's answer must say.
  public enum Expectation {
    /// The command succeeds.
    SUCCESS,
    /// The container runs, and is the same process every time.
    RUNNING,
    /// It also is healthy.
    HEALTHY
  }
}
