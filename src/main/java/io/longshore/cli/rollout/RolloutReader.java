package io.longshore.cli.rollout;

import io.longshore.client.BrokerAccess;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.Polls;
import io.longshore.command.InvalidValueException;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.text.DurationText;
import io.longshore.wire.RolloutEventDecoder;
import io.longshore.wire.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// Reads the topic of rollouts from its beginning, all or one of them. What is no event known to
/// this version is passed over. For use by one thread.
public final class RolloutReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /// So long what is there may not come; a broker that says nothing has stopped answering.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  /// So long what was written last may not come: a dead coordinator's open transaction holds all
  /// back that comes after it, until the broker gives it up.
  private static final Duration HELD_BACK = RolloutWriter.TRANSACTION.plusSeconds(30);

  private final BrokerAccess access;
  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Predicate<RolloutId> wanted;
  private final Duration longestSilence;

  /// @param wanted the rollouts whose events are handed out
  /// @throws BrokerTroubleException when the broker cannot be reached, or has no such topic
  public RolloutReader(BrokerAccess access, Predicate<RolloutId> wanted) {
    this(access, access.consumer(), wanted, LONGEST_SILENCE);
  }

  /// @param consumer is closed with this
  RolloutReader(
      BrokerAccess access,
      Consumer<byte[], byte[]> consumer,
      Predicate<RolloutId> wanted,
      Duration longestSilence) {
    this.access = access;
    this.consumer = consumer;
    this.wanted = wanted;
    this.longestSilence = longestSilence;
    try {
      this.partitions = tried(() -> begin(access, consumer));
    } catch (BrokerTroubleException failed) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw failed;
    }
  }

  /// One event of some rollout.
  public record Entry(RolloutId rollout, RolloutEvent event) {}

  private static List<TopicPartition> begin(
      BrokerAccess access, Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.ROLLOUTS).stream().map(RolloutReader::place).toList();
    if (partitions.isEmpty()) {
      throw new BrokerTroubleException(
          "there is no topic %s at %s; the first longshore rollout run makes it"
              .formatted(Topics.ROLLOUTS, access.bootstrapServers()),
          null);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  private static TopicPartition place(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  /// The next events; empty when none came in time.
  ///
  /// @throws BrokerTroubleException when the broker refuses
  public List<Entry> poll(Duration wait) {
    List<Entry> entries = new ArrayList<>();
    tried(() -> Polls.next(consumer, wait))
        .forEach(message -> read(message).ifPresent(entries::add));
    return entries;
  }

  /// All events that are there by now, from where the last reading ended.
  ///
  /// @throws BrokerTroubleException when the broker refuses or stops answering
  public List<Entry> toEnd() {
    return until(tried(() -> consumer.endOffsets(partitions)), longestSilence);
  }

  /// The next events, those up to that place included.
  ///
  /// @throws BrokerTroubleException when the broker refuses or stops answering
  public List<Entry> through(TopicPartition partition, long offset) {
    return until(Map.of(partition, offset + 1), HELD_BACK);
  }

  private List<Entry> until(Map<TopicPartition, Long> ends, Duration silence) {
    List<Entry> entries = new ArrayList<>();
    long lastPlace = -1;
    long lastNews = System.nanoTime();
    while (!hasReached(ends)) {
      entries.addAll(poll(POLL));
      long place = place();
      if (place != lastPlace) {
        lastPlace = place;
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > silence.toNanos()) {
        throw new BrokerTroubleException(
            "the broker at %s has stopped answering: nothing more of the topic %s came for %s; try again"
                .formatted(access.bootstrapServers(), Topics.ROLLOUTS, DurationText.show(silence)),
            null);
      }
    }
    return entries;
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue());
  }

  /// How much has been read, events or not.
  private long place() {
    return partitions.stream().mapToLong(this::position).sum();
  }

  private long position(TopicPartition partition) {
    return tried(() -> consumer.position(partition));
  }

  private <T> T tried(Supplier<T> call) {
    try {
      return call.get();
    } catch (InterruptException interrupted) {
      throw interrupted;
    } catch (KafkaException failed) {
      throw access.trouble("cannot read the topic " + Topics.ROLLOUTS, failed);
    }
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
