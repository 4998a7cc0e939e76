package io.longshore.kafka;

import io.longshore.command.ContainerName;
import io.longshore.event.Event;
import io.longshore.ledger.PublishException;
import io.longshore.ledger.ResultPublisher;
import io.longshore.watch.PublisherFigures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes what is ready together in one transaction, on one thread; the next batch gathers
/// meanwhile.
///
/// While the broker is away it keeps trying, says so, and holds what somebody waits for: at most
/// two events for each command in flight. Futures complete on the publishing thread, so what
/// depends on them must not block.
final class KafkaResultPublisher implements ResultPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaResultPublisher.class);
  private static final Duration GOES_ALONG = Duration.ofMillis(20);

  /// After so long without an event the offsets are committed again. So an idle worker, too, learns
  /// that another has taken over; and brokers forget offsets and transactional ids that were not
  /// used for seven days. More often would be felt by the brokers of thousands of hosts.
  private static final Duration REFRESH = Duration.ofMinutes(2);

  private final Producer<byte[], byte[]> producer;
  private final ResultTransaction transaction;
  private final Function<Event, EncodedEvent> encoder;
  private final String topic;
  private final String commandTopicId;
  private final Duration closeLimit;
  private final EventQueue queue = new EventQueue(GOES_ALONG);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile @Nullable PublishException end;

  /// @param producer after `initTransactions`; closed with this
  /// @param commandTopicId Kafka's id of the command topic
  /// @param closeLimit how long [#close] may take to publish what is left
  KafkaResultPublisher(
      Producer<byte[], byte[]> producer,
      ResultTransaction transaction,
      Function<Event, EncodedEvent> encoder,
      String topic,
      String commandTopicId,
      Duration closeLimit) {
    this.producer = producer;
    this.transaction = transaction;
    this.encoder = encoder;
    this.topic = topic;
    this.commandTopicId = commandTopicId;
    this.closeLimit = closeLimit;
    this.thread = Thread.ofPlatform().name("longshore-publisher").daemon().start(this::publishAll);
  }

  @Override
  public CompletableFuture<Long> publish(Event event) {
    return enqueue(new PendingEvent(message(event), null));
  }

  @Override
  public CompletableFuture<Long> begin(Event.Started event, @Nullable String imageBefore) {
    ProducerRecord<byte[], byte[]> message = message(event);
    LedgerHeaders.put(message.headers(), LedgerHeaders.IMAGE_BEFORE, imageBefore);
    return enqueue(new PendingEvent(message, null));
  }

  @Override
  public void publishSoon(Event event) {
    enqueueForNobody(message(event));
  }

  @Override
  public void accept(Event.Accepted event, String digest, long offset) {
    ProducerRecord<byte[], byte[]> message = message(event, offset);
    LedgerHeaders.put(message.headers(), LedgerHeaders.DIGEST, digest);
    enqueueForNobody(message);
  }

  @Override
  public CompletableFuture<Long> finish(Event event, long offset, @Nullable ContainerName leaves) {
    ProducerRecord<byte[], byte[]> message = message(event, offset);
    if (leaves != null) {
      LedgerHeaders.describeLeftover(event, leaves.text(), message.headers());
    }
    return enqueue(new PendingEvent(message, offset));
  }

  @Override
  public void requireOpen() {
    PublishException known = end;
    if (known != null) {
      throw known;
    }
  }

  PublisherFigures figures() {
    return new PublisherFigures(
        queue.size(), queue.age(), transaction.commits(), transaction.failures(), dropped.get());
  }

  @Override
  public void close() {
    queue.close();
    try {
      if (!thread.join(closeLimit)) {
        transaction.abandon();
        thread.join(ClientProperties.CALL.plus(closeLimit));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    producer.close(closeLimit);
  }

  private void enqueueForNobody(ProducerRecord<byte[], byte[]> message) {
    boolean taken = queue.addForNobody(new PendingEvent(message, null));
    if (!taken && dropped.getAndIncrement() == 0) {
      LOG.atWarn().log("Progress events are dropped while results cannot be published");
    }
  }

  private CompletableFuture<Long> enqueue(PendingEvent pending) {
    if (!queue.add(pending)) {
      pending.durable().completeExceptionally(whyEnded());
    }
    return pending.durable();
  }

  private ProducerRecord<byte[], byte[]> message(Event event, long offset) {
    ProducerRecord<byte[], byte[]> message = message(event);
    LedgerHeaders.describeMessage(commandTopicId, offset, message.headers());
    return message;
  }

  private ProducerRecord<byte[], byte[]> message(Event event) {
    return message(topic, event, encoder);
  }

  static ProducerRecord<byte[], byte[]> message(
      String topic, Event event, Function<Event, EncodedEvent> encoder) {
    EncodedEvent encoded = encoder.apply(event);
    byte[] key = event.header().commandId().text().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, 0, key, encoded.value());
    encoded.headers().forEach((name, value) -> LedgerHeaders.put(message.headers(), name, value));
    LedgerHeaders.describe(event, message.headers());
    return message;
  }

  private void publishAll() {
    List<PendingEvent> batch = List.of();
    try {
      while (!queue.isDrained()) {
        batch = queue.take(REFRESH);
        if (!batch.isEmpty() || !queue.isDrained()) {
          transaction.commit(batch);
        }
      }
    } catch (PublishException e) {
      giveUp(e, batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp(new PublishException(false, "Publishing was interrupted", e), batch);
    } catch (RuntimeException | Error e) {
      giveUp(
          new PublishException(false, "Publishing failed by a fault in Longshore: " + e, e), batch);
    }
  }

  /// Everything that waits learns that it will not be published by this process.
  private void giveUp(PublishException why, List<PendingEvent> batch) {
    end = why;
    queue.close();
    batch.forEach(event -> event.durable().completeExceptionally(why));
    queue.takeAll().forEach(event -> event.durable().completeExceptionally(why));
  }

  private PublishException whyEnded() {
    PublishException known = end;
    return known == null ? new PublishException(false, "The publisher is closed", null) : known;
  }
}
