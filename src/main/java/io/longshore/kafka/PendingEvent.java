package io.longshore.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// An event that waits to become durable.
final class PendingEvent {
  /// Besides its value a record has headers and a key.
  private static final int OVERHEAD = 1024;

  private final ProducerRecord<byte[], byte[]> record;
  private final @Nullable Long finishes;
  private final CompletableFuture<Long> durable = new CompletableFuture<>();
  private @Nullable Future<RecordMetadata> sent;

  /// @param finishes the offset of the message that is done with it; null when none is
  PendingEvent(ProducerRecord<byte[], byte[]> record, @Nullable Long finishes) {
    this.record = record;
    this.finishes = finishes;
  }

  /// The event's position in the result topic once it is durable.
  CompletableFuture<Long> durable() {
    return durable;
  }

  @Nullable Long finishes() {
    return finishes;
  }

  int size() {
    return record.value().length + OVERHEAD;
  }

  void send(Producer<byte[], byte[]> producer, ResultChain chain) {
    sent = null;
    sent = producer.send(chain.linked(record));
  }

  /// Why the broker would refuse it however often it is sent; null when it would not.
  @Nullable Throwable refusal() {
    if (sent == null || sent.state() != Future.State.FAILED) {
      return null;
    }
    Throwable failure = sent.exceptionNow();
    return isTooLarge(failure) || failure instanceof InvalidRecordException ? failure : null;
  }

  /// Whether a broker says that a record is larger than it takes in one message, or in one segment
  /// of the topic's log.
  static boolean isTooLarge(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException;
  }

  /// To be called once its transaction is committed.
  void complete() {
    if (sent == null) {
      throw new IllegalStateException("committed without having been sent");
    }
    durable.complete(sent.resultNow().offset());
  }
}
