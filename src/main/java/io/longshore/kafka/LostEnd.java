package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A transaction of an earlier worker that Kafka counts as ended, and whose end it never wrote into
/// the result topic: a coordinator of Kafka 4 that is started again takes a partition without a
/// leader for a deleted one. Readers would see nothing behind it for ever. The producer's next
/// transaction ends it as it ends itself.
final class LostEnd {
  private static final Logger LOG = LoggerFactory.getLogger(LostEnd.class);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final CommandId NOBODYS = new CommandId("unknown");

  private final HostName host;
  private final TopicPartition results;
  private final ClientProperties properties;

  LostEnd(HostName host, TopicPartition results, ClientProperties properties) {
    this.host = host;
    this.results = results;
    this.properties = properties;
  }

  /// Commits what was left open, and waits until it can be read.
  ///
  /// @param producer after `initTransactions`: whatever is open now stays so
  /// @return whether there was any
  boolean commit(
      Producer<byte[], byte[]> producer, Admin admin, Function<Event, EncodedEvent> encoder)
      throws ExecutionException, TimeoutException {
    long committed = end(admin, IsolationLevel.READ_COMMITTED);
    long written = end(admin, IsolationLevel.READ_UNCOMMITTED);
    if (committed >= written) {
      return false;
    }
    LOG.atWarn()
        .addKeyValue("topic", results.topic())
        .addKeyValue("offset", committed)
        .log("Kafka has lost the end of a transaction, which is committed now");
    Event note =
        new Event.Progress(
            new Event.Header(commandAt(committed), host, null, null, null, null, Instant.now()),
            "The worker has made readable what Kafka had left without an end");
    producer.beginTransaction();
    Future<RecordMetadata> _ =
        producer.send(KafkaResultPublisher.message(results.topic(), note, encoder));
    producer.commitTransaction();
    awaitEnd(admin, written);
    return true;
  }

  private CommandId commandAt(long offset) throws TimeoutException {
    try (Consumer<byte[], byte[]> all = new KafkaConsumer<>(properties.uncommitted())) {
      all.assign(Set.of(results));
      all.seek(results, offset);
      for (ConsumerRecord<byte[], byte[]> event : all.poll(ClientProperties.CALL)) {
        return commandId(event.key());
      }
    }
    throw new TimeoutException("no result was handed out at offset " + offset);
  }

  /// Also for what no worker writes.
  private static CommandId commandId(byte @Nullable [] key) {
    return key == null
        ? NOBODYS
        : CommandId.find(new String(key, StandardCharsets.UTF_8)).orElse(NOBODYS);
  }

  /// The broker answers a commit before it has marked the partition.
  private void awaitEnd(Admin admin, long written) throws ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + ClientProperties.CALL.toNanos();
    while (end(admin, IsolationLevel.READ_COMMITTED) <= written) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the transaction was committed, and its end is not written");
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new org.apache.kafka.common.errors.InterruptException(e);
      }
    }
  }

  private long end(Admin admin, IsolationLevel isolation)
      throws ExecutionException, TimeoutException {
    return Opening.await(
            admin
                .listOffsets(
                    Map.of(results, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(results))
        .offset();
  }
}
