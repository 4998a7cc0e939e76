package io.longshore.cli.rollout;

import io.longshore.client.PretendBroker;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.wire.RolloutEventDecoder;
import io.longshore.wire.RolloutEventEncoder;
import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The topic of rollouts by Kafka's own doubles: what is committed can be read at once.
final class PretendTopic {
  static final TopicPartition PLACE = new TopicPartition(Topics.ROLLOUTS, 0);

  final RolloutId id;
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  final MockProducer<byte[], byte[]> producer = new Joined();
  private final List<byte[]> values = new ArrayList<>();
  private long aborted;

  PretendTopic(RolloutId id) {
    this.id = id;
    Node[] nobody = new Node[0];
    consumer.updatePartitions(
        Topics.ROLLOUTS,
        List.of(new PartitionInfo(Topics.ROLLOUTS, 0, Node.noNode(), nobody, nobody)));
    consumer.updateBeginningOffsets(Map.of(PLACE, 0L));
    consumer.updateEndOffsets(Map.of(PLACE, 0L));
    producer.initTransactions();
  }

  RolloutReader reader(Duration longestSilence) {
    return new RolloutReader(PretendBroker.ACCESS, consumer, id::equals, longestSilence);
  }

  /// Another process writes an event.
  void write(RolloutEvent event) {
    WireMessage message = RolloutEventEncoder.encode(id, event);
    add(message.key().getBytes(StandardCharsets.UTF_8), message.value());
  }

  /// What stands there.
  List<RolloutEvent> events() {
    return values.stream().map(RolloutEventDecoder::decode).toList();
  }

  private void add(byte[] key, byte[] value) {
    long offset = values.size() + aborted;
    values.add(value);
    consumer.addRecord(new ConsumerRecord<>(PLACE.topic(), PLACE.partition(), offset, key, value));
    consumer.updateEndOffsets(Map.of(PLACE, offset + 1));
  }

  private final class Joined extends MockProducer<byte[], byte[]> {
    private Joined() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void abortTransaction() {
      commitTransactionException = null;
      aborted +=
          uncommittedRecords().stream()
              .filter(sent -> sent.topic().equals(Topics.ROLLOUTS))
              .count();
      super.abortTransaction();
    }

    @Override
    public void commitTransaction() {
      int before = history().size();
      super.commitTransaction();
      for (ProducerRecord<byte[], byte[]> sent : history().subList(before, history().size())) {
        if (sent.topic().equals(Topics.ROLLOUTS)) {
          add(sent.key(), sent.value());
        }
      }
    }
  }
}
