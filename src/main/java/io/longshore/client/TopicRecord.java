package io.longshore.client;

import io.longshore.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Messages in the form in which Kafka's client sends them: key and headers in UTF-8.
public final class TopicRecord {
  private TopicRecord() {}

  /// That message, for that topic; its key picks the partition.
  public static ProducerRecord<byte[], byte[]> of(String topic, WireMessage message) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, bytes(message.key()), message.value());
    message.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
