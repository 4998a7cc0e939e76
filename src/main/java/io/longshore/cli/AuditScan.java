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
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Finds the results so far that a filter admits, in outline. Other events are passed over by their
/// headers.
final class AuditScan {
  /// After how many records it is asked whether somebody wants more.
  private static final int EVERY = 1024;

  private final TopicScan scan;
  private final AuditFilter filter;
  private final BiConsumer<Event.Finished, String> found;
  private long looked;
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
      scan.readWhile(
          stretches,
          record -> {
            look(record);
            progress.step();
            return ++looked % EVERY != 0 || wanted.getAsBoolean();
          });
    }
  }

  /// How many messages were no events known to this version.
  long unreadable() {
    return unreadable;
  }

  void look(ConsumerRecord<byte[], byte[]> message) {
    Optional<String> told = LedgerHeaders.read(message.headers(), "ce_type");
    EventType type = told.flatMap(EventType::ofCloudEvent).orElse(null);
    if (told.isPresent() && type != EventType.FINISHED) {
      unreadable += type == null ? 1 : 0;
      return;
    }
    byte[] value = message.value() == null ? new byte[0] : message.value();
    try {
      if (filter.mayAdmit(value)
          && EventOutline.read(value, type) instanceof Event.Finished finished
          && filter.admits(finished)) {
        found.accept(finished, new String(value, StandardCharsets.UTF_8));
      }
    } catch (UnreadableEventException passedOver) {
      unreadable++;
    }
  }
}
