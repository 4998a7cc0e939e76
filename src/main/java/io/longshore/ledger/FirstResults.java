package io.longshore.ledger;

import io.longshore.event.Event;
import java.util.Optional;

/// Reads results published before, to answer repeated commands.
@FunctionalInterface
public interface FirstResults {
  /// The terminal event at that position of the result topic; empty when retention has removed it.
  Optional<Event.Finished> at(long position);
}
