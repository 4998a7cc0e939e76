package io.longshore.cli.rollout;

import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.command.InvalidValueException;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.wire.RolloutEventDecoder;
import io.longshore.wire.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads the topic of rollouts from its beginning, all or one of them. What is no event known to
/// this version is passed over. For use by one thread.
public final class RolloutReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Predicate<RolloutId> wanted;

  /// @param wanted the rollouts whose events are handed out
  /// @throws BrokerTroubleException when the broker cannot be reached, or has no such topic
  public RolloutReader(BrokerAccess access, Predicate<RolloutId> wanted) {
    this.wanted = wanted;
    this.consumer = access.consumer();
    try {
      this.partitions =
          consumer.partitionsFor(Topics.ROLLOUTS).stream().map(RolloutReader::place).toList();
      if (partitions.isEmpty()) {
        throw missing(access, null);
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (KafkaException failed) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw missing(access, failed);
    }
  }

  /// One event of some rollout.
  public record Entry(RolloutId rollout, RolloutEvent event) {}

  private static TopicPartition place(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  private static BrokerTroubleException missing(
      BrokerAccess access, @Nullable KafkaException cause) {
    String words = cause == null ? "there is none" : String.valueOf(cause.getMessage());
    return new BrokerTroubleException(
        "cannot read the topic %s at %s: %s; the first longshore rollout run makes it"
            .formatted(Topics.ROLLOUTS, access.bootstrapServers(), words),
        cause);
  }

  /// The next events; empty when none came in time.
  public List<Entry> poll(Duration wait) {
    List<Entry> entries = new ArrayList<>();
    consumer.poll(wait).forEach(message -> read(message).ifPresent(entries::add));
    return entries;
  }

  /// All events that are there by now, from where the last reading ended.
  public List<Entry> toEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<Entry> entries = new ArrayList<>();
    while (ends.entrySet().stream().anyMatch(end -> !hasRead(end.getKey(), end.getValue() - 1))) {
      entries.addAll(poll(POLL));
    }
    return entries;
  }

  /// The next events, those up to that place included.
  public List<Entry> through(TopicPartition partition, long offset) {
    List<Entry> entries = new ArrayList<>();
    while (!hasRead(partition, offset)) {
      entries.addAll(poll(POLL));
    }
    return entries;
  }

  private boolean hasRead(TopicPartition partition, long offset) {
    return consumer.position(partition) > offset;
  }

  private Optional<Entry> read(ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null || message.value() == null) {
      return Optional.empty();
    }
    try {
      RolloutId id = new RolloutId(new String(message.key(), StandardCharsets.UTF_8));
      return wanted.test(id)
          ? Optional.of(new Entry(id, RolloutEventDecoder.decode(message.value())))
          : Optional.empty();
    } catch (UnreadableEventException | InvalidValueException ofAnotherVersion) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
