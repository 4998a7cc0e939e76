package io.longshore.client;

import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.kafka.Topics;
import io.longshore.wire.EventEncoder;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// What a client sees of a broker that is not there, by Kafka's own doubles.
public final class PretendBroker {
  /// Used for words only: nobody listens there.
  public static final BrokerAccess ACCESS = new BrokerAccess("127.0.0.1:1", Map.of());

  private PretendBroker() {}

  /// Of a broker that has the topics of one host, without a message.
  public static MockConsumer<byte[], byte[]> consumer(HostName host) {
    return consumer(host, List.of());
  }

  /// Of a broker that has the topics of one host.
  ///
  /// @param results all that is in its result topic
  public static MockConsumer<byte[], byte[]> consumer(
      HostName host, List<ConsumerRecord<byte[], byte[]>> results) {
    MockConsumer<byte[], byte[]> consumer = new TimedConsumer();
    makeTopics(consumer, host);
    consumer.updateEndOffsets(
        Map.of(new TopicPartition(Topics.results(host), 0), (long) results.size()));
    consumer.schedulePollTask(() -> results.forEach(consumer::addRecord));
    return consumer;
  }

  /// Makes the topics of a host, without a message.
  public static void makeTopics(MockConsumer<byte[], byte[]> consumer, HostName host) {
    for (String topic : List.of(Topics.commands(host), Topics.results(host))) {
      Node[] nobody = new Node[0];
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), nobody, nobody)));
      consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L));
      consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
    }
  }

  /// What reads by such a consumer.
  public static ResultFeed feed(MockConsumer<byte[], byte[]> consumer) {
    return new ResultFeed(ACCESS, consumer);
  }

  /// An event in the result topic of a host, which need not be the one that it speaks of.
  public static ConsumerRecord<byte[], byte[]> result(HostName topic, long offset, Event event) {
    WireMessage message = EventEncoder.encode(event);
    return new ConsumerRecord<>(
        Topics.results(topic),
        0,
        offset,
        message.key().getBytes(StandardCharsets.UTF_8),
        message.value());
  }

  /// Finds everything at any time since 1970, before which there is none for Kafka.
  private static final class TimedConsumer extends MockConsumer<byte[], byte[]> {
    private TimedConsumer() {
      super("earliest");
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      if (times.values().stream().anyMatch(time -> time < 0)) {
        throw new IllegalArgumentException("The target time cannot be negative");
      }
      return times.keySet().stream()
          .collect(Collectors.toMap(Function.identity(), _ -> new OffsetAndTimestamp(0, 0)));
    }
  }
}
