package io.longshore.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Answers each message with a fixed text, in one transaction with its offset: as durable as the
/// worker's results, and nothing else.
final class BareLoop implements AutoCloseable {
  static final String INPUT = "bare-input";
  static final String OUTPUT = "bare-output";
  static final String ANSWER = "{\"outcome\":\"bare\"}";
  private static final TopicPartition COMMANDS = new TopicPartition(INPUT, 0);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final CompletableFuture<Void> running;
  private volatile boolean ended;

  BareLoop(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(
              List.of(new NewTopic(INPUT, 1, (short) 1), new NewTopic(OUTPUT, 1, (short) 1)))
          .all()
          .get();
    }
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                "bare",
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(Set.of(COMMANDS));
    consumer.seekToBeginning(Set.of(COMMANDS));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                "bare",
                "acks",
                "all",
                "linger.ms",
                0,
                "retry.backoff.ms",
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    running = CompletableFuture.runAsync(this::run, Thread.ofPlatform().daemon()::start);
  }

  private void run() {
    while (!ended) {
      ConsumerRecords<byte[], byte[]> messages = consumer.poll(Duration.ofMillis(200));
      if (!messages.isEmpty()) {
        answer(messages);
      }
    }
  }

  private void answer(ConsumerRecords<byte[], byte[]> messages) {
    producer.beginTransaction();
    long next = 0;
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      Future<RecordMetadata> _ =
          producer.send(
              new ProducerRecord<>(
                  OUTPUT, 0, message.key(), ANSWER.getBytes(StandardCharsets.UTF_8)));
      next = message.offset() + 1;
    }
    producer.sendOffsetsToTransaction(
        Map.of(COMMANDS, new OffsetAndMetadata(next)), consumer.groupMetadata());
    producer.commitTransaction();
  }

  @Override
  public void close() {
    ended = true;
    running.join();
    producer.close();
    consumer.close();
  }
}
