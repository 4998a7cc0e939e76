package io.longshore.kafka;

import io.longshore.event.Event;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.PublishException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Reads single results by their position, on a thread of its own: Kafka's consumer serves one
/// thread, and waits in ways that virtual threads do not like. Connects when first asked.
///
/// While the broker is away it keeps trying: the answer that this is needed for could not be
/// published either.
final class KafkaFirstResults implements FirstResults, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /// What fails at once, such as a name that is not resolved, must not be tried without a pause.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> connect;
  private final TopicPartition results;
  private final Function<ConsumerRecord<byte[], byte[]>, Optional<Event.Finished>> decoder;
  private final StateReporter reporter;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("longshore-first-results").daemon().factory());
  private volatile boolean closed;
  private @Nullable Consumer<byte[], byte[]> consumer;

  /// @param connect makes a consumer of committed records
  /// @param decoder reads a terminal event; empty when the record is none
  KafkaFirstResults(
      Supplier<Consumer<byte[], byte[]>> connect,
      TopicPartition results,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Event.Finished>> decoder,
      StateReporter reporter) {
    this.connect = connect;
    this.results = results;
    this.decoder = decoder;
    this.reporter = reporter;
  }

  @Override
  public Optional<Event.Finished> at(long position) {
    try {
      return CompletableFuture.supplyAsync(() -> read(position), reader).join();
    } catch (CompletionException | CancellationException | RejectedExecutionException e) {
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      throw new PublishException(
          false,
          "The first result at " + results + " position " + position + " cannot be read",
          cause);
    }
  }

  /// Ends what is being read.
  @Override
  public void close() {
    closed = true;
    reader.execute(this::disconnect);
    reader.shutdown();
  }

  private void disconnect() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(POLL));
      consumer = null;
    }
  }

  private Optional<Event.Finished> read(long position) {
    while (!closed) {
      try {
        Consumer<byte[], byte[]> from = connected();
        if (position < from.beginningOffsets(Set.of(results)).getOrDefault(results, 0L)) {
          return Optional.empty();
        }
        from.seek(results, position);
        ConsumerRecords<byte[], byte[]> records = from.poll(POLL);
        if (from.position(results) > position) {
          reporter.well();
          return find(records, position);
        }
      } catch (OffsetOutOfRangeException _) {
        return Optional.empty();
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        reporter.trouble(
            e.getClass(),
            BrokerException.of("A first result cannot be read from " + results.topic(), e)
                .getMessage());
        if (!(e instanceof RetriableException)) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
    throw new CancellationException("closed");
  }

  private Optional<Event.Finished> find(ConsumerRecords<byte[], byte[]> records, long position) {
    return records.records(results).stream()
        .filter(event -> event.offset() == position)
        .findFirst()
        .flatMap(decoder);
  }

  private Consumer<byte[], byte[]> connected() {
    if (consumer == null) {
      consumer = connect.get();
      consumer.assign(Set.of(results));
    }
    return consumer;
  }
}
