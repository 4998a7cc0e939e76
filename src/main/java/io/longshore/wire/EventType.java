package io.longshore.wire;

import io.longshore.event.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The kinds of events on the wire.
public enum EventType {
  ACCEPTED("accepted"),
  STARTED("started"),
  PROGRESS("progress"),
  OUTPUT("output"),
  FINISHED("finished"),
  DUPLICATE("duplicate"),
  CONFLICT("conflict");

  private static final String KIND = "longshore_kind";

  private static final Map<String, EventType> BY_WIRE_NAME = by(EventType::wireName);
  private static final Map<String, EventType> BY_CLOUD_EVENT_TYPE = by(EventType::cloudEventType);

  private final String wireName;
  private final String cloudEventType;

  EventType(String wireName) {
    this.wireName = wireName;
    this.cloudEventType = "io.longshore.result." + wireName + ".v1";
  }

  private static Map<String, EventType> by(Function<EventType, String> name) {
    return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(name, type -> type));
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

  /// The kind that an event's headers tell; empty when they tell none. Audits and readers go by the
  /// same one, so that nobody is told another result than they are.
  ///
  /// @param headers a header's text by its name; empty for one that is not there
  /// @throws UnreadableEventException when this version does not know the kind
  public static Optional<EventType> told(Function<String, Optional<String>> headers) {
    // Kafka decodes headers from the last one to the one that is looked for, and of the two this is
    // much nearer to the end.
    Optional<String> kind = headers.apply(KIND);
    if (kind.isPresent()) {
      return Optional.of(known(KIND, kind.get(), named(kind.get())));
    }
    return headers
        .apply(CloudEventHeaders.TYPE)
        .map(type -> known(CloudEventHeaders.TYPE, type, ofCloudEvent(type)));
  }

  private static EventType known(String header, String word, Optional<EventType> type) {
    return type.orElseThrow(
        () -> new UnreadableEventException(header + ": unknown kind of event '" + word + "'"));
  }

  /// The kind of that name; empty when there is none.
  public static Optional<EventType> named(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /// The kind of that CloudEvents type; empty when there is none.
  public static Optional<EventType> ofCloudEvent(String type) {
    return Optional.ofNullable(BY_CLOUD_EVENT_TYPE.get(type));
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
