package io.longshore.event;

import io.longshore.command.Envelope;
import org.jspecify.annotations.Nullable;

/// What a worker made of a message: every message is one or the other, whatever its bytes.
public sealed interface Reading {

  /// A command that breaks no rule.
  record Understood(Envelope envelope) implements Reading {}

  /// A message that is no command, or breaks a rule.
  ///
  /// @param header as much as could be read; the id is made from topic, partition and offset where
  ///   none could
  /// @param digest of the message where it was JSON; null where it was not
  /// @param failure what is wrong, where, and what was expected
  record Refused(Event.Header header, @Nullable String digest, Failure failure)
      implements Reading {}
}
