package io.longshore.wire;

import io.longshore.event.Event;
import java.util.Arrays;
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

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
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
    return Arrays.stream(values()).filter(kind -> kind.cloudEventType().equals(type)).findFirst();
  }

  /// The member `event` of the payload.
  public String wireName() {
    return wireName;
  }

  /// The header `ce_type`.
  public String cloudEventType() {
    return "io.longshore.result." + wireName + ".v1";
  }
}
