package io.longshore.rollout;

/// One command of one host, by its place in the rollout.
///
/// @param phase what it is for
/// @param step its place among the phase's commands, from 0
/// @param attempt which one of several tries, from 1: probes are repeated, reverts may be asked for
///   again
public record Task(Phase phase, int step, int attempt) {

  /// What a command is for.
  public enum Phase {
    /// The change itself.
    WORK,
    /// Seeing that it is well.
    PROOF,
    /// Bringing back what was there.
    REVERT
  }

  /// The same, tried again.
  Task again() {
    return new Task(phase, step, attempt + 1);
  }

  /// The one after it.
  Task following() {
    return new Task(phase, step + 1, attempt);
  }
}
