package io.longshore.cli;

import io.longshore.audit.Asked;
import io.longshore.audit.Told;
import io.longshore.client.MessageHeaders;
import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Outcome;
import io.longshore.event.ResultDigest;
import io.longshore.kafka.LedgerHeaders;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.CommandIdentity;
import io.longshore.wire.EventGlance;
import io.longshore.wire.EventType;
import io.longshore.wire.Timestamps;
import io.longshore.wire.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Reads a host's records as an auditor needs them, and no more of them than that.
final class AuditRecords {
  private static final String EVENT = "event";
  private static final Set<String> KIND = Set.of(EVENT);
  private static final Set<String> OF_BEGUN = Set.of("host", "commandId", "at", "attempt");
  private static final Set<String> OF_ENDED =
      Set.of("host", "commandId", "action", "resource", "outcome", "commandDigest", "startedAt");

  private final HostName host;
  private final CommandDecoder decoder;

  AuditRecords(HostName host) {
    this.host = host;
    this.decoder = CommandDecoder.ofAnySize(host);
  }

  /// A message of the command topic.
  Asked asked(ConsumerRecord<byte[], byte[]> message) {
    CommandIdentity command = decoder.identify(MessageHeaders.raw(message, Map.of()));
    if (command.digest() == null) {
      // Only what is unreadable is known by its headers.
      command = decoder.identify(MessageHeaders.raw(message, MessageHeaders.of(message)));
    }
    return new Asked(
        message.offset(),
        Instant.ofEpochMilli(message.timestamp()),
        command.id().text(),
        command.digest(),
        command.notBefore(),
        command.notAfter());
  }

  /// A record of the result topic; empty for what neither begins nor ends anything.
  Optional<Told> told(ConsumerRecord<byte[], byte[]> event) {
    try {
      return switch (type(event)) {
        case ACCEPTED, PROGRESS, OUTPUT -> Optional.empty();
        case STARTED -> Optional.of(begun(event));
        case FINISHED -> Optional.of(ended(event));
        case DUPLICATE, CONFLICT ->
            Optional.of(new Told.Repeated(event.offset(), id(event), place(event.headers())));
      };
    } catch (UnreadableEventException | DateTimeException | NumberFormatException unreadable) {
      return Optional.of(
          new Told.Unreadable(event.offset(), String.valueOf(unreadable.getMessage())));
    }
  }

  private static EventType type(ConsumerRecord<byte[], byte[]> event) {
    return EventType.told(name -> LedgerHeaders.read(event.headers(), name))
        .orElseGet(() -> ofPayload(event));
  }

  private static EventType ofPayload(ConsumerRecord<byte[], byte[]> event) {
    String word = EventGlance.at(payload(event), KIND).text(EVENT);
    return EventType.named(word)
        .orElseThrow(() -> new UnreadableEventException("unknown kind of event " + word));
  }

  /// By the headers that a worker's start goes by too, where they are there; nothing binds the
  /// payload of such an event any more than those.
  private Told.Begun begun(ConsumerRecord<byte[], byte[]> event) {
    Optional<String> at = LedgerHeaders.read(event.headers(), LedgerHeaders.AT);
    Optional<String> attempt = LedgerHeaders.read(event.headers(), LedgerHeaders.ATTEMPT);
    if (at.isPresent() && attempt.isPresent()) {
      return new Told.Begun(
          event.offset(), id(event), Timestamps.parse(at.get()), Integer.parseInt(attempt.get()));
    }
    EventGlance glance = glance(event, OF_BEGUN);
    return new Told.Begun(
        event.offset(),
        glance.text("commandId"),
        Timestamps.parse(glance.text("at")),
        Integer.parseInt(glance.text("attempt")));
  }

  private Told.Ended ended(ConsumerRecord<byte[], byte[]> event) {
    EventGlance glance = glance(event, OF_ENDED);
    boolean cancels = Action.CANCEL_COMMAND.wireName().equals(glance.optionalText("action"));
    Told.Ending ending =
        new Told.Ending(
            outcome(glance.text("outcome")),
            cancels ? null : glance.optionalText("resource"),
            glance.optionalText("commandDigest"),
            glance.optionalText("startedAt") != null);
    return new Told.Ended(
        event.offset(), glance.text("commandId"), place(event.headers()), ending, link(event));
  }

  private static Told.Link link(ConsumerRecord<byte[], byte[]> event) {
    String previous = LedgerHeaders.read(event.headers(), LedgerHeaders.PREVIOUS).orElse(null);
    return new Told.Link(
        previous,
        LedgerHeaders.read(event.headers(), LedgerHeaders.OWN).orElse(null),
        ResultDigest.of(previous, payload(event)));
  }

  private EventGlance glance(ConsumerRecord<byte[], byte[]> event, Set<String> wanted) {
    EventGlance glance = EventGlance.at(payload(event), wanted);
    String speaks = glance.text("host");
    if (!speaks.equals(host.text())) {
      throw new UnreadableEventException("it is of host " + speaks);
    }
    String id = glance.text("commandId");
    if (id.length() > CommandId.LONGEST) {
      throw new UnreadableEventException("its commandId has " + id.length() + " characters");
    }
    if (!id.equals(id(event))) {
      throw new UnreadableEventException("its key and its commandId " + id + " differ");
    }
    return glance;
  }

  private static Told.@Nullable MessagePlace place(Headers headers) {
    Optional<String> offset = LedgerHeaders.read(headers, LedgerHeaders.OFFSET);
    return offset.isEmpty()
        ? null
        : new Told.MessagePlace(
            LedgerHeaders.read(headers, LedgerHeaders.TOPIC).orElse(""),
            Long.parseLong(offset.get()));
  }

  private static Outcome outcome(String word) {
    return Arrays.stream(Outcome.values())
        .filter(outcome -> outcome.wireName().equals(word))
        .findFirst()
        .orElseThrow(() -> new UnreadableEventException("unknown outcome " + word));
  }

  private static String id(ConsumerRecord<byte[], byte[]> event) {
    if (event.key() == null) {
      throw new UnreadableEventException("it has no key");
    }
    return new String(event.key(), StandardCharsets.UTF_8);
  }

  private static byte[] payload(ConsumerRecord<byte[], byte[]> event) {
    return Objects.requireNonNullElse(event.value(), new byte[0]);
  }
}
