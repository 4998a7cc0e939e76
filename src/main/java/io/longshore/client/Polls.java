package io.longshore.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Polls that hand out many records, but not many MiB. Kafka bounds a poll by bytes only as they
/// were compressed, so each asks for few records, and is joined with the next while there is room.
public final class Polls {
  /// So many records a single poll may hand out: `max.poll.records`.
  static final int RECORDS = 100;

  private static final int MOST_RECORDS = 1_000;
  private static final long ROOM = 8L * 1024 * 1024;

  private Polls() {}

  /// The next records; empty when none came in time.
  ///
  /// @param consumer one of [BrokerAccess#consumer]
  /// @throws KafkaException as the consumer does
  public static ConsumerRecords<byte[], byte[]> next(
      Consumer<byte[], byte[]> consumer, Duration wait) {
    ConsumerRecords<byte[], byte[]> last = consumer.poll(wait);
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new LinkedHashMap<>();
    int records = 0;
    long bytes = 0;
    while (!last.isEmpty()) {
      last.forEach(record ->
          all.computeIfAbsent(
                  new TopicPartition(record.topic(), record.partition()), _ -> new ArrayList<>())
              .add(record));
      records += last.count();
      bytes += bytes(last);
      boolean mayBeMore = last.count() >= RECORDS && records < MOST_RECORDS && bytes < ROOM;
      last = mayBeMore ? soon(consumer) : ConsumerRecords.empty();
    }
    return new ConsumerRecords<>(all, Map.of());
  }

  /// What is there without waiting. A failure would lose what was read before it; the consumer
  /// fails again with the next poll, which has nothing to lose.
  private static ConsumerRecords<byte[], byte[]> soon(Consumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(Duration.ZERO);
    } catch (KafkaException willComeAgain) {
      return ConsumerRecords.empty();
    }
  }

  private static long bytes(ConsumerRecords<byte[], byte[]> records) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += record.value() == null ? 0 : record.value().length;
    }
    return bytes;
  }
}
