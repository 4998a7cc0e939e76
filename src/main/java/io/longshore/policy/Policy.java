package io.longshore.policy;

import io.longshore.command.Envelope;
import java.time.Instant;

/// Decides whether a command may be carried out. What no rule allows is denied, and an error in
/// deciding is a denial.
@FunctionalInterface
public interface Policy {
  /// Lets everything through: the only policy there is so far; ACLs of the command topics guard the
  /// door.
  Policy ALLOW_ALL = (envelope, now) -> new Decision.Allow();

  /// Decides about a command at a time.
  Decision decide(Envelope envelope, Instant now);

  /// What was decided.
  sealed interface Decision {
    /// It may be carried out.
    record Allow() implements Decision {}

    /// It may not.
    ///
    /// @param rule which rule says so
    record Deny(String rule) implements Decision {}
  }
}
