package io.longshore.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The members of an object in an event.
record EventFields(JsonNode node) {
  private static final int NANO_DIGITS = 6;

  /// Milliseconds of so many digits fit a duration in nanoseconds.
  private static final int LONGEST_MILLIS = 13;

  /// @throws UnreadableEventException when the member is missing or no text
  String text(String name) {
    return required(name, "text", optionalText(name));
  }

  @Nullable String optionalText(String name) {
    return node.path(name).isString() ? node.path(name).stringValue() : null;
  }

  /// @throws UnreadableEventException when the member is missing or no number that an `int` holds
  int integer(String name) {
    return required(name, "integer", optionalInteger(name));
  }

  @Nullable Integer optionalInteger(String name) {
    return node.path(name).canConvertToInt() && node.path(name).isIntegralNumber()
        ? node.path(name).intValue()
        : null;
  }

  /// @throws UnreadableEventException when the member is missing or no number that a `long` holds
  long whole(String name) {
    JsonNode number = node.path(name);
    boolean fits = number.isIntegralNumber() && number.canConvertToLong();
    return required(name, "integer", fits ? number.longValue() : null);
  }

  /// The same, where a member that is missing says something.
  long whole(String name, long whenMissing) {
    return node.has(name) ? whole(name) : whenMissing;
  }

  /// False when the member is missing.
  boolean flag(String name) {
    return flag(name, false);
  }

  boolean flag(String name, boolean whenMissing) {
    return node.path(name).asBoolean(whenMissing);
  }

  Instant instant(String name) {
    return Timestamps.parse(text(name));
  }

  @Nullable Instant optionalInstant(String name) {
    String text = optionalText(name);
    return text == null ? null : Timestamps.parse(text);
  }

  /// Milliseconds, with a fraction.
  @Nullable Duration optionalDuration(String name) {
    JsonNode number = node.path(name);
    if (!number.isNumber()) {
      return null;
    }
    BigDecimal millis = number.decimalValue();
    if ((long) millis.precision() - millis.scale() > LONGEST_MILLIS) {
      throw new UnreadableEventException(name + ": too long");
    }
    return Duration.ofNanos(millis.movePointRight(NANO_DIGITS).longValue());
  }

  /// A member that is an object.
  EventFields member(String name) {
    return required(name, "object", optionalMember(name));
  }

  @Nullable EventFields optionalMember(String name) {
    return node.path(name).isObject() ? new EventFields(node.path(name)) : null;
  }

  /// A word of a set that may have grown since.
  ///
  /// @throws UnreadableEventException when the word is not known here
  <T> T word(String name, Function<String, Optional<T>> named) {
    String word = text(name);
    return named
        .apply(word)
        .orElseThrow(() -> new UnreadableEventException(name + ": unknown word '" + word + "'"));
  }

  /// The constants of those that are told by their names in lower case.
  static <E extends Enum<E>> Function<String, Optional<E>> constants(E[] values) {
    return word ->
        Arrays.stream(values).filter(value -> EventJson.name(value).equals(word)).findFirst();
  }

  /// The objects of a list, each read; none when the member is missing.
  <T> List<T> objects(String name, Function<EventFields, Optional<T>> reader) {
    List<T> read = new ArrayList<>();
    node.path(name).forEach(element -> reader.apply(new EventFields(element)).ifPresent(read::add));
    return read;
  }

  List<String> texts(String name) {
    return node.path(name)
        .valueStream()
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .toList();
  }

  private static <T> T required(String name, String what, @Nullable T value) {
    if (value == null) {
      throw new UnreadableEventException(name + ": " + what + " expected");
    }
    return value;
  }
}
