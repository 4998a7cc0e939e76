package io.longshore.kafka;

import io.longshore.watch.StatusTopic;
import io.longshore.watch.WorkerStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `longshore.workers`, by a producer of its own. What goes wrong is logged once, until a status
/// arrives again.
public final class KafkaStatusTopic implements StatusTopic {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaStatusTopic.class);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final Producer<byte[], byte[]> producer;
  private final Function<WorkerStatus, EncodedEvent> encoder;
  private final AtomicBoolean told = new AtomicBoolean();

  private KafkaStatusTopic(
      Producer<byte[], byte[]> producer, Function<WorkerStatus, EncodedEvent> encoder) {
    this.producer = producer;
    this.encoder = encoder;
  }

  /// Connects with the first status.
  ///
  /// @param encoder writes a status
  public static KafkaStatusTopic of(
      KafkaSettings settings, Function<WorkerStatus, EncodedEvent> encoder) {
    return new KafkaStatusTopic(
        new KafkaProducer<>(new ClientProperties(settings).status()), encoder);
  }

  @Override
  public void send(WorkerStatus status) {
    EncodedEvent encoded = encoder.apply(status);
    byte[] key = status.host().text().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(Topics.WORKERS, key, encoded.value());
    encoded.headers().forEach((name, value) -> LedgerHeaders.put(message.headers(), name, value));
    try {
      Future<RecordMetadata> _ = producer.send(message, (_, failure) -> note(failure));
    } catch (KafkaException e) {
      note(e);
    }
  }

  private void note(@Nullable Exception failure) {
    if (failure == null) {
      told.set(false);
    } else if (!told.getAndSet(true)) {
      LOG.atWarn()
          .addKeyValue("topic", Topics.WORKERS)
          .addKeyValue("reason", failure.getMessage())
          .log("The worker's status cannot be published; commands are answered all the same");
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
