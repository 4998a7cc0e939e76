package io.longshore.campaign;

/// A broken promise.
///
/// @param what for a person who looks for its reason
record Violation(Kind kind, String what) {
  /// Which promise.
  enum Kind {
    /// A message has no answer.
    MISSING,
    /// A message has more than one answer, or one that nobody asked for.
    DOUBLED,
    /// An answer that its message cannot have.
    WRONG_ANSWER,
    /// An effect happened more often than it was asked for.
    EFFECT_DOUBLED,
    /// A command is said to have succeeded, and its effect did not happen.
    EFFECT_MISSING,
    /// Something later came before something earlier of the same resource.
    OUT_OF_ORDER,
    /// `changed` says of a command what it did not do, or not what it did.
    WRONG_CHANGED,
    /// The host is not as the results say.
    WRONG_STATE,
    /// Something is there that nobody asked for.
    LEFT_OVER
  }
}
