package io.longshore.wire;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads command messages. Whatever the bytes, the answer is a value: a command that breaks no
/// rule, or what is wrong.
public final class CommandDecoder {
  /// The largest message read unless told otherwise: 1 MiB, Kafka's own default.
  public static final int DEFAULT_LARGEST = 1 << 20;

  private final HostName host;
  private final int largest;
  private final boolean prefixingAuthRegistry;

  /// @param host the host whose commands these are; those for another are refused
  public CommandDecoder(HostName host) {
    this(host, DEFAULT_LARGEST);
  }

  /// @param host the host whose commands these are; those for another are refused
  /// @param largest message that is read, in bytes
  public CommandDecoder(HostName host, int largest) {
    this(host, largest, true);
  }

  private CommandDecoder(HostName host, int largest, boolean prefixingAuthRegistry) {
    this.host = host;
    this.largest = largest;
    this.prefixingAuthRegistry = prefixingAuthRegistry;
  }

  /// One for tools, which do not know how large a message the host's worker reads.
  public static CommandDecoder ofAnySize(HostName host) {
    return new CommandDecoder(host, Integer.MAX_VALUE);
  }

  /// One that leaves short image names to the engine whatever `auth_registry` says, as the
  /// reference does. Otherwise that registry is put before an image name without a slash (D08).
  public CommandDecoder ignoringAuthRegistry() {
    return new CommandDecoder(host, largest, false);
  }

  /// Does what takes long the first time (about half a second: schema, classes), so that it can be
  /// done while something else is waited for.
  public void warmUp() {
    String sample =
        "{\"id\":\"warm-up\",\"host\":\""
            + host
            + "\",\"action\":\"pull_image\",\"parameters\":{\"image\":\"a\"}}";
    decode(
        new RawMessage(
            "warm-up", 0, 0, Instant.EPOCH, sample.getBytes(StandardCharsets.UTF_8), Map.of()));
  }

  /// Reads a message. Never throws.
  public Reading decode(RawMessage message) {
    try {
      byte[] value = message.value();
      if (value == null || value.length > largest) {
        return unread(message, sizeProblem(value));
      }
      JsonNode payload = StrictJson.read(value);
      return payload.isObject()
          ? new CommandReading(host, message, payload, prefixingAuthRegistry).read()
          : unread(
              message,
              new Problem("", "an object expected, got " + Located.root(payload).shown(), null));
    } catch (StrictJson.NotJsonException broken) {
      return unread(
          message, new Problem("", broken.getMessage(), "Send one JSON object in UTF-8."));
    } catch (RuntimeException | StackOverflowError bug) {
      // Were it thrown, the worker would meet the same message again after each restart and never
      // get past it.
      Failure failure =
          Failure.of(
              FailureKind.INTERNAL,
              "Longshore has a fault in reading this message: " + bug.getClass().getName());
      return new Reading.Refused(header(message), null, failure);
    }
  }

  /// Tells which command a message is, as [#decode] would, without asking whether it breaks a rule,
  /// which takes ten times as long. Never throws.
  public CommandIdentity identify(RawMessage message) {
    byte[] value = message.value();
    try {
      JsonNode payload = value == null ? null : StrictJson.read(value);
      if (payload != null && payload.isObject()) {
        return new CommandReading(host, message, payload, prefixingAuthRegistry).identity();
      }
    } catch (StrictJson.NotJsonException | RuntimeException | StackOverflowError unreadable) {
      // Then it goes by what can be salvaged, as in its answer.
    }
    return new CommandIdentity(header(message).commandId(), null, null, null);
  }

  private Problem sizeProblem(byte @Nullable [] value) {
    return value == null
        ? new Problem("", "the message has no value", "Send one JSON object in UTF-8.")
        : new Problem(
            "",
            "a message of at most " + largest + " bytes expected, got one of " + value.length,
            "Send less, or raise the worker's limit for messages.");
  }

  private Reading unread(RawMessage message, Problem problem) {
    return new Reading.Refused(
        header(message), null, Refusal.of(FailureKind.INVALID, List.of(problem)));
  }

  private Event.Header header(RawMessage message) {
    byte[] value = message.value();
    Optional<String> inside = value == null ? Optional.empty() : StrictJson.salvage(value, "id");
    Optional<String> outside = Optional.ofNullable(message.headers().get(CloudEventHeaders.ID));
    CommandId id =
        Stream.concat(inside.stream(), outside.stream())
            .flatMap(text -> CommandId.find(text).stream())
            .findFirst()
            .orElseGet(() -> derivedId(message));
    return new Event.Header(id, host, null, null, null, null, message.timestamp());
  }

  /// The id of a message that gives none: where it stands. Of a long topic name the end, which
  /// tells the host.
  public static CommandId derivedId(String topic, int partition, long offset) {
    String place = topic + "-" + partition + "-" + offset;
    return new CommandId(place.substring(Math.max(0, place.length() - CommandId.LONGEST)));
  }

  static CommandId derivedId(RawMessage message) {
    return derivedId(message.topic(), message.partition(), message.offset());
  }
}
