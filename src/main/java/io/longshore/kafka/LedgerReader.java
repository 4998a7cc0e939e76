package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.command.InvalidValueException;
import io.longshore.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.errors.TimeoutException;

/// Rebuilds the ledger from the host's own results. Reads headers only.
///
/// To be used once the producer's `initTransactions` is through: then no write of an earlier worker can land any more, and
/// the topic's end is final.
final class LedgerReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final TopicPartition results;
  private final Duration window;
  private final String commandTopicId;
  private final long firstCommand;
  private final Ledger ledger;
  private final Map<CommandId, Recovered.Unanswered> unanswered = new LinkedHashMap<>();
  private final BitSet done = new BitSet();
  private long events;

  /// @param window how far to look back from the newest result
  /// @param commandTopicId Kafka's id of the command topic as it is now
  /// @param firstCommand the offset of the oldest message in it
  LedgerReader(TopicPartition results, Duration window, String commandTopicId, long firstCommand) {
    this.results = results;
    this.window = window;
    this.commandTopicId = commandTopicId;
    this.firstCommand = firstCommand;
    this.ledger = new Ledger(window);
  }

  /// @param consumer of committed records
  /// @param newest when the newest result was appended, by the broker's clock; empty when there is none. Counting from
  ///     there and not from now makes a wrong clock on this host harmless.
  /// @throws TimeoutException when the broker hands out nothing for some seconds
  Recovered read(Consumer<byte[], byte[]> consumer, Optional<Instant> newest) {
    if (newest.isPresent()) {
      consumer.assign(Set.of(results));
      consumer.seek(results, start(consumer, newest.get().minus(window)));
      readTo(consumer.endOffsets(Set.of(results)).getOrDefault(results, 0L), consumer);
    }
    return new Recovered(ledger, List.copyOf(unanswered.values()), done, events);
  }

  private long start(Consumer<byte[], byte[]> consumer, Instant horizon) {
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(Map.of(results, Math.max(0, horizon.toEpochMilli())));
    OffsetAndTimestamp at = found.get(results);
    return at == null ? consumer.beginningOffsets(Set.of(results)).getOrDefault(results, 0L) : at.offset();
  }

  private void readTo(long end, Consumer<byte[], byte[]> consumer) {
    long stuckSince = System.nanoTime();
    long before = -1;
    for (long position = consumer.position(results); position < end; position = consumer.position(results)) {
      if (position != before) {
        before = position;
        stuckSince = System.nanoTime();
      } else if (System.nanoTime() - stuckSince > ClientProperties.CALL.toNanos()) {
        throw new TimeoutException("no result was handed out for " + ClientProperties.CALL.toSeconds() + " s");
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      records.forEach(this::note);
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> event) {
    events++;
    Headers headers = event.headers();
    noteMessage(headers);
    String kind = LedgerHeaders.read(headers, LedgerHeaders.KIND).orElse("");
    switch (kind) {
      case LedgerHeaders.ACCEPTED -> id(event).ifPresent(this::accepted);
      case LedgerHeaders.STARTED -> id(event).ifPresent(id -> started(id, event));
      case LedgerHeaders.FINISHED -> id(event).ifPresent(id -> finished(id, event));
      default -> {}
    }
  }

  private void noteMessage(Headers headers) {
    Optional<String> offset = LedgerHeaders.read(headers, LedgerHeaders.OFFSET);
    if (offset.isPresent() && LedgerHeaders.read(headers, LedgerHeaders.TOPIC).orElse("").equals(commandTopicId)) {
      long distance = Long.parseLong(offset.get()) - firstCommand;
      if (distance >= 0) {
        done.set(Math.toIntExact(distance));
      }
    }
  }

  private void accepted(CommandId id) {
    unanswered.putIfAbsent(id, new Recovered.Unanswered(id, null, 0, null));
  }

  private void started(CommandId id, ConsumerRecord<byte[], byte[]> event) {
    String digest = LedgerHeaders.read(event.headers(), LedgerHeaders.DIGEST).orElse("");
    int attempt = Integer.parseInt(LedgerHeaders.read(event.headers(), LedgerHeaders.ATTEMPT).orElse("1"));
    Instant at =
        LedgerHeaders.read(event.headers(), LedgerHeaders.AT)
            .map(Instant::parse)
            .orElseGet(() -> Instant.ofEpochMilli(event.timestamp()));
    ledger.register(id, digest, Instant.ofEpochMilli(event.timestamp()));
    ledger.started(id, digest, attempt, at);
    if (ledger.stateOf(id) instanceof Ledger.State.Begun begun) {
      unanswered.put(id, new Recovered.Unanswered(id, digest, begun.attempts(), begun.firstAt()));
    }
  }

  private void finished(CommandId id, ConsumerRecord<byte[], byte[]> event) {
    String digest = LedgerHeaders.read(event.headers(), LedgerHeaders.DIGEST).orElse(null);
    ledger.register(id, digest, Instant.ofEpochMilli(event.timestamp()));
    ledger.finished(id, digest, event.offset());
    unanswered.remove(id);
  }

  /// Empty for what no worker writes.
  private static Optional<CommandId> id(ConsumerRecord<byte[], byte[]> event) {
    try {
      return Optional.ofNullable(event.key()).map(key -> new CommandId(new String(key, StandardCharsets.UTF_8)));
    } catch (InvalidValueException _) {
      return Optional.empty();
    }
  }
}
