package io.longshore.client;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import java.time.Duration;

/// What came of a command that was sent.
public sealed interface Answer {
  /// The command.
  Outgoing command();

  /// It has ended; [Event.Finished#outcome] tells how.
  ///
  /// @param finished its one terminal event
  /// @param repeated whether it had ended before it was sent this time: nothing was done now
  /// @param message as it was published
  record Result(Outgoing command, Event.Finished finished, boolean repeated, ResultMessage message)
      implements Answer {}

  /// Another command had come under its id before, or this one, whose answer is gone, as the
  /// failure tells: nothing was done.
  record Conflict(Outgoing command, Failure failure, ResultMessage message) implements Answer {}

  /// Nothing came in time. Whether it was, is or will be carried out is not known: sent again under
  /// the same id, it is answered with its first result.
  ///
  /// @param waited how long
  record Silence(Outgoing command, Duration waited) implements Answer {}
}
