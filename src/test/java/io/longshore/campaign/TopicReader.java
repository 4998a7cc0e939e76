package io.longshore.campaign;

import io.longshore.client.BrokerAccess;
import io.longshore.client.MessageHeaders;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.kafka.Topics;
import io.longshore.wire.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads a host's topics from beginning to end, as anybody can: what is committed, and nothing
/// else.
final class TopicReader {
  private static final HostName HOST = new HostName(Workload.HOST);

  private final BrokerAccess access;

  TopicReader(String bootstrap) {
    this.access = new BrokerAccess(bootstrap, Map.of());
  }

  List<Asked> asked() {
    String topic = Topics.commands(HOST);
    return all(
        topic,
        message ->
            Asked.of(
                topic,
                message.offset(),
                new String(message.key(), StandardCharsets.UTF_8),
                new String(message.value(), StandardCharsets.UTF_8)));
  }

  List<Event> told() {
    return all(
        Topics.results(HOST),
        message -> EventDecoder.decode(message.value(), MessageHeaders.of(message)));
  }

  private <T> List<T> all(String topic, Function<ConsumerRecord<byte[], byte[]>, T> reading) {
    List<T> read = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = access.consumer()) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = consumer.endOffsets(Set.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(message -> read.add(reading.apply(message)));
      }
    }
    return read;
  }
}
