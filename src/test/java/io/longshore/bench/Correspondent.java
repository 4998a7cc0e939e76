package io.longshore.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Sends commands and reads the results, as a scheduler would.
final class Correspondent implements AutoCloseable {
  private final String commands;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private long sent;

  Correspondent(String bootstrap, String commands, String results) {
    this.commands = commands;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    Set<TopicPartition> partition = Set.of(new TopicPartition(results, 0));
    consumer.assign(partition);
    consumer.seekToEnd(partition);
    partition.forEach(consumer::position);
  }

  /// Sends a command and waits for its result.
  ///
  /// @return nanoseconds
  long exchange() throws Exception {
    String id = "c-" + sent;
    long begun = System.nanoTime();
    Future<RecordMetadata> _ =
        send("stop_container", id, "{\"name\":\"absent\",\"ignore_missing\":true}");
    awaitResults(1);
    return System.nanoTime() - begun;
  }

  /// Sends a command for the host `bench` without waiting.
  Future<RecordMetadata> send(String action, String id, String parameters) {
    sent++;
    String payload =
        "{\"id\":\"%s\",\"host\":\"bench\",\"action\":\"%s\",\"parameters\":%s}"
            .formatted(id, action, parameters);
    return producer.send(
        new ProducerRecord<>(commands, 0, bytes(id), payload.getBytes(StandardCharsets.UTF_8)));
  }

  /// Reads until that many results have come.
  void awaitResults(int number) {
    long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    for (int left = number; left > 0; ) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
        String text = new String(message.value(), StandardCharsets.UTF_8);
        if (text.contains("\"outcome\"")) {
          requireSuccess(text);
          left--;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(left + " results are missing");
      }
    }
  }

  private static void requireSuccess(String result) {
    if (!result.contains("\"succeeded\"") && !result.contains(BareLoop.ANSWER)) {
      throw new IllegalStateException("not as measured: " + result);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
