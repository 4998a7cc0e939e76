package io.longshore.cli;

import io.longshore.cli.text.Life;
import io.longshore.client.MessageHeaders;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.kafka.LedgerHeaders;
import io.longshore.kafka.Topics;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.EventDecoder;
import io.longshore.wire.RawMessage;
import io.longshore.wire.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Finds all that some hosts' topics tell of one command. Holds that and nothing more.
final class LifeReader {
  private final String id;
  private final byte[] idBytes;
  private final Map<String, List<Life.Message>> messages = new TreeMap<>();
  private final Map<String, List<Life.Happening>> events = new TreeMap<>();

  LifeReader(String id) {
    this.id = id;
    this.idBytes = id.getBytes(StandardCharsets.UTF_8);
  }

  /// What each host tells; without those that tell nothing.
  List<Life> read(TopicScan scan, Collection<HostName> hosts) {
    scan.read(scan.stretches(Verification.topics(hosts)), this::look);
    return hosts.stream()
        .map(host ->
            new Life(
                host,
                id,
                messages.getOrDefault(Topics.commands(host), List.of()),
                events.getOrDefault(Topics.results(host), List.of())))
        .filter(life -> !life.messages().isEmpty() || !life.events().isEmpty())
        .toList();
  }

  private void look(ConsumerRecord<byte[], byte[]> record) {
    Topics.hostOfCommands(record.topic()).ifPresent(host -> lookAtMessage(record, host));
    if (Arrays.equals(record.key(), idBytes)) {
      Topics.hostOfResults(record.topic()).ifPresent(host -> lookAtEvent(record, host));
    }
  }

  /// A message may name its command in its payload, perhaps with characters escaped, or in its
  /// headers, or have it named by its place.
  private void lookAtMessage(ConsumerRecord<byte[], byte[]> message, HostName host) {
    Map<String, String> headers = MessageHeaders.of(message);
    if (!id.endsWith("-" + message.offset())
        && !id.equals(headers.get("ce_id"))
        && !mayMention(message.value())) {
      return;
    }
    RawMessage raw = MessageHeaders.raw(message, headers);
    Reading reading = CommandDecoder.ofAnySize(host).decode(raw);
    if (idOf(reading).equals(id)) {
      messages
          .computeIfAbsent(message.topic(), _ -> new ArrayList<>())
          .add(
              new Life.Message(
                  message.offset(), raw.timestamp(), raw.headers().get("ce_source"), reading));
    }
  }

  private boolean mayMention(byte[] value) {
    String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
    return text.contains(id) || text.indexOf('\\') >= 0;
  }

  private static String idOf(Reading reading) {
    return switch (reading) {
      case Reading.Understood understood -> understood.envelope().id().text();
      case Reading.Refused refused -> refused.header().commandId().text();
    };
  }

  /// Verification names what is unreadable or speaks for another host; there is nothing in it to
  /// show.
  private void lookAtEvent(ConsumerRecord<byte[], byte[]> message, HostName host) {
    byte[] value = message.value() == null ? new byte[0] : message.value();
    try {
      Event event = EventDecoder.decode(value, MessageHeaders.of(message));
      if (event.header().host().equals(host)) {
        events
            .computeIfAbsent(message.topic(), _ -> new ArrayList<>())
            .add(
                new Life.Happening(
                    message.offset(),
                    event,
                    new String(value, StandardCharsets.UTF_8),
                    LedgerHeaders.read(message.headers(), LedgerHeaders.OWN).orElse(null)));
      }
    } catch (UnreadableEventException passedOver) {
      // Verification names it.
    }
  }
}
