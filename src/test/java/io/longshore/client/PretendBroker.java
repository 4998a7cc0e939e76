package io.longshore.client;

import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// What a client sees of a broker that is not there, by Kafka's own doubles.
final class PretendBroker {
  /// Used for words only: nobody listens there.
  static final BrokerAccess ACCESS = new BrokerAccess("127.0.0.1:1", Map.of());

  private PretendBroker() {}

  /// Of a broker that has the topics of one host, without a message.
  static MockConsumer<byte[], byte[]> consumer(HostName host) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    for (String topic : List.of(Topics.commands(host), Topics.results(host))) {
      Node[] nobody = new Node[0];
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), nobody, nobody)));
      consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
    }
    return consumer;
  }
}
