package io.longshore.cli;

import io.longshore.kafka.LedgerHeaders;
import io.longshore.wire.EventType;
import io.longshore.wire.UnreadableEventException;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/// Tells events apart without a look at their payloads.
final class EventKinds {
  private static final String CLOUD_EVENT = "ce_type";

  private EventKinds() {}

  /// The kind that the headers tell; empty when they tell none.
  ///
  /// @throws UnreadableEventException when this version does not know it
  static Optional<EventType> told(Headers headers) {
    // Headers are decoded from the last one to the one that is looked for, and of the two this is
    // much nearer to the end.
    Optional<String> kind = LedgerHeaders.read(headers, LedgerHeaders.KIND);
    if (kind.isPresent()) {
      return Optional.of(known(kind.get(), EventType.named(kind.get())));
    }
    return LedgerHeaders.read(headers, CLOUD_EVENT)
        .map(type -> known(type, EventType.ofCloudEvent(type)));
  }

  private static EventType known(String word, Optional<EventType> type) {
    return type.orElseThrow(() -> new UnreadableEventException("unknown kind of event " + word));
  }
}
