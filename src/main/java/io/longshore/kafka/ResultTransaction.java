package io.longshore.kafka;

import io.github.resilience4j.core.IntervalFunction;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.PublishException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Makes a batch of events durable together with the offsets they finish: all or nothing, tried
/// until it is done.
///
/// A commit that was asked for and not confirmed has an unknown outcome, so it is asked for again
/// and never taken back; any other failure is followed by an abort that succeeds before the same
/// batch is written anew. So nothing is lost and nothing doubled.
final class ResultTransaction {
  private static final IntervalFunction PAUSES =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(50), 2.0, 0.5, Duration.ofSeconds(10));
  private static final int LAST_STEP = 10;

  private final Producer<byte[], byte[]> producer;
  private final TopicPartition commands;
  private final ConsumerGroupMetadata group;
  private final OffsetTracker offsets;
  private final Duration timeout;
  private final StateReporter reporter;
  private final CountDownLatch abandoned = new CountDownLatch(1);
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private @Nullable String head;
  private long begunNanos;

  /// @param producer after `initTransactions`
  /// @param commands whose offsets are finished
  /// @param group that holds those offsets
  /// @param timeout after which the broker gives up on an open transaction, and then fences this
  ///   producer as if there were another
  /// @param head the digest of the newest terminal event; null when there is none
  ResultTransaction(
      Producer<byte[], byte[]> producer,
      TopicPartition commands,
      ConsumerGroupMetadata group,
      OffsetTracker offsets,
      Duration timeout,
      @Nullable String head,
      StateReporter reporter) {
    this.producer = producer;
    this.commands = commands;
    this.group = group;
    this.offsets = offsets;
    this.timeout = timeout;
    this.head = head;
    this.reporter = reporter;
  }

  /// Returns once every event is durable, or known to be refused for ever (its future then says
  /// so). With no events it only writes the offsets.
  ///
  /// @throws PublishException when this producer can publish nothing any more; what became of the
  ///   batch is then told by the result topic only
  void commit(List<PendingEvent> batch) {
    List<PendingEvent> left = batch;
    for (int failed = 1; ; failed++) {
      try {
        head = write(left);
        break;
      } catch (KafkaException e) {
        failures.incrementAndGet();
        reportUnlessFenced(e);
        abort();
        left = withoutRefused(left);
        pause(Math.min(failed, LAST_STEP));
      }
    }
    commits.incrementAndGet();
    finishedBy(left).forEach(offsets::finish);
    left.forEach(PendingEvent::complete);
    reporter.well();
  }

  /// How many transactions were committed.
  long commits() {
    return commits.get();
  }

  /// How many tries failed, each time-out of one counted.
  long failures() {
    return failures.get();
  }

  /// Gives up on a broker that is away. May be called from any thread.
  void abandon() {
    abandoned.countDown();
  }

  /// That another worker has taken over is no trouble of the broker's: it ends this one, which says
  /// so.
  private void reportUnlessFenced(KafkaException e) {
    if (!tellsOfFencing(e)) {
      reporter.trouble(e.getClass(), words(e));
    }
  }

  /// @return the digest of the newest terminal event, these included
  private @Nullable String write(List<PendingEvent> batch) {
    begunNanos = System.nanoTime();
    ResultChain chain = new ResultChain(head);
    producer.beginTransaction();
    batch.forEach(event -> event.send(producer, chain));
    List<Long> finished = finishedBy(batch);
    if (batch.isEmpty() || !finished.isEmpty()) {
      OffsetTracker.Position position = offsets.positionWith(finished);
      producer.sendOffsetsToTransaction(
          Map.of(commands, new OffsetAndMetadata(position.offset(), position.metadata())), group);
    }
    insist(producer::commitTransaction);
    return chain.head();
  }

  /// @throws PublishException when the producer is beyond abort
  private void abort() {
    try {
      insist(producer::abortTransaction);
    } catch (KafkaException | IllegalStateException e) {
      throw ended(e);
    }
  }

  /// A commit or abort that runs out of time goes on in the background, and has to be called again
  /// to learn its end.
  private void insist(Runnable call) {
    while (true) {
      try {
        call.run();
        return;
      } catch (TimeoutException e) {
        failures.incrementAndGet();
        reporter.trouble(TimeoutException.class, words(e));
        refuseWhenAbandoned(e);
      }
    }
  }

  private void pause(int failures) {
    try {
      if (abandoned.await(PAUSES.apply(failures), TimeUnit.MILLISECONDS)) {
        refuseWhenAbandoned(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishException(false, "Publishing was interrupted", e);
    }
  }

  private void refuseWhenAbandoned(@Nullable Throwable cause) {
    if (abandoned.getCount() == 0) {
      throw new PublishException(
          false,
          "Publishing was ended before the broker had taken everything; the next start finds out what it took",
          cause);
    }
  }

  private PublishException ended(RuntimeException e) {
    boolean timedOut = System.nanoTime() - begunNanos > timeout.toNanos();
    if (!tellsOfFencing(e)) {
      return new PublishException(
          false, "The broker takes no more results from this process: " + words(e), e);
    }
    if (timedOut) {
      return new PublishException(
          false,
          "The broker was away for so long that it gave up on this process; start it again",
          e);
    }
    return new PublishException(true, "Another worker for this host has taken over", e);
  }

  private static boolean tellsOfFencing(RuntimeException e) {
    return isFencing(e) || isFencing(e.getCause());
  }

  private static boolean isFencing(@Nullable Throwable failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException;
  }

  private static List<PendingEvent> withoutRefused(List<PendingEvent> batch) {
    List<PendingEvent> kept = new ArrayList<>();
    for (PendingEvent event : batch) {
      Throwable refusal = event.refusal();
      if (refusal == null) {
        kept.add(event);
      } else {
        event.durable().completeExceptionally(refused(refusal));
      }
    }
    return kept;
  }

  private static PublishException refused(Throwable refusal) {
    String words = "The broker refuses this event: " + refusal.getMessage();
    return PendingEvent.isTooLarge(refusal)
        ? PublishException.tooLarge(words, refusal)
        : new PublishException(false, words, refusal);
  }

  private static List<Long> finishedBy(List<PendingEvent> batch) {
    return batch.stream().map(PendingEvent::finishes).filter(Objects::nonNull).toList();
  }

  private static String words(Throwable failure) {
    Throwable told = failure.getCause() == null ? failure : failure.getCause();
    return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
  }
}
