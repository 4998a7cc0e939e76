package io.longshore.cli;

import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.kafka.LedgerHeaders;
import io.longshore.kafka.Topics;
import io.longshore.wire.EventOutline;
import io.longshore.wire.EventType;
import io.longshore.wire.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Finds the results so far that a filter admits, in outline. Other events are passed over by their
/// headers.
final class AuditScan {
  private final TopicScan scan;
  private final AuditFilter filter;
  private final BiConsumer<Event.Finished, String> found;
  private long unreadable;

  /// @param found takes each result, read as [EventOutline] does, with its payload
  AuditScan(TopicScan scan, AuditFilter filter, BiConsumer<Event.Finished, String> found) {
    this.scan = scan;
    this.filter = filter;
    this.found = found;
  }

  /// Reads the results since some time, while somebody wants them.
  void read(Collection<HostName> hosts, Instant since, BooleanSupplier wanted) {
    Map<TopicPartition, TopicScan.Stretch> stretches =
        scan.stretchesSince(hosts.stream().map(Topics::results).toList(), since);
    long most = stretches.values().stream().mapToLong(TopicScan.Stretch::length).sum();
    try (Progress progress = Progress.of("audit", most)) {
      scan.read(
          stretches,
          record -> {
            Runnable looked = look(record);
            return () -> {
              looked.run();
              progress.step();
            };
          },
          wanted);
    }
  }

  /// How many messages were no events known to this version, or of another host than their topic.
  long unreadable() {
    return unreadable;
  }

  /// What a message is worth.
  private Runnable look(ConsumerRecord<byte[], byte[]> message) {
    byte[] value = message.value() == null ? new byte[0] : message.value();
    try {
      EventType type =
          EventType.told(name -> LedgerHeaders.read(message.headers(), name)).orElse(null);
      if ((type == null || type == EventType.FINISHED)
          && filter.mayAdmit(value)
          && EventOutline.read(value, type) instanceof Event.Finished finished
          && filter.admits(finished)) {
        if (!Topics.results(finished.header().host()).equals(message.topic())) {
          return () -> unreadable++;
        }
        String published = new String(value, StandardCharsets.UTF_8);
        return () -> found.accept(finished, published);
      }
      return () -> {};
    } catch (UnreadableEventException passedOver) {
      return () -> unreadable++;
    }
  }
}
