package io.longshore.wire;

import io.longshore.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The kinds of events on the wire.
public enum EventType {
  ACCEPTED("accepted"),
  STARTED("started"),
  PROGRESS("progress"),
  OUTPUT("output"),
  FINISHED("finished"),
  DUPLICATE("duplicate"),
  CONFLICT("conflict");

  private static final List<EventType> ALL = List.of(values());

  private final String wireName;
  private final String cloudEventType;

  EventType(String wireName) {
    this.wireName = wireName;
    this.cloudEventType = "io.longshore.result." + wireName + ".v1";
  }

  /// The kind of that event.
  public static EventType of(Event event) {
    return switch (event) {
      case Event.Accepted _ -> ACCEPTED;
      case Event.Started _ -> STARTED;
      case Event.Progress _ -> PROGRESS;
      case Event.Output _ -> OUTPUT;
      case Event.Finished _ -> FINISHED;
      case Event.Duplicate _ -> DUPLICATE;
      case Event.Conflict _ -> CONFLICT;
    };
  }

  /// The kind of that name; empty when there is none.
  public static Optional<EventType> named(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }

  /// The kind of that CloudEvents type; empty when there is none.
  public static Optional<EventType> ofCloudEvent(String type) {
    for (EventType kind : ALL) {
      if (kind.cloudEventType.equals(type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /// The member `event` of the payload.
  public String wireName() {
    return wireName;
  }

  /// The header `ce_type`.
  public String cloudEventType() {
    return cloudEventType;
  }
}
