package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.event.ResultDigest;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.PublishException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultTransactionTest {
  private static final TopicPartition COMMANDS = new TopicPartition("longshore.commands.h", 0);

  private static final String HEAD = ResultDigest.of(null, bytes("before"));

  private final FaultyProducer producer = new FaultyProducer();
  private final OffsetTracker offsets = OffsetTracker.startingAt(0);
  private final List<BrokerState> states = new ArrayList<>();
  private final ResultTransaction transaction =
      new ResultTransaction(
          producer,
          COMMANDS,
          new MockConsumer<byte[], byte[]>("none").groupMetadata(),
          offsets,
          Duration.ofMinutes(15),
          HEAD,
          new StateReporter(BrokerState.Part.RESULTS, states::add));

  @BeforeEach
  void initialise() {
    producer.initTransactions();
    offsets.begin(0);
  }

  @Test
  void aCommitOfUnknownOutcomeIsAskedForAgainAndNeverTakenBack() {
    producer.commitFailures.add(new TimeoutException("no answer"));
    producer.commitFailures.add(new TimeoutException("no answer"));
    PendingEvent event = event("c-1", 0L);

    transaction.commit(List.of(event));

    assertThat(event.durable()).isCompleted();
    assertThat(producer.history()).hasSize(1);
    assertThat(producer.aborts).isZero();
    assertThat(transaction.failures()).isEqualTo(2);
    assertThat(states).extracting(state -> state.trouble() == null).containsExactly(false, true);
  }

  @Test
  void aFailedTransactionIsAbortedAndTheSameEventsWrittenAnew() {
    producer.commitFailures.add(new KafkaException("a record expired"));
    producer.abortFailures.add(new TimeoutException("no answer"));
    PendingEvent event = event("c-1", 0L);

    transaction.commit(List.of(event));

    assertThat(event.durable()).isCompleted();
    assertThat(producer.aborts).isEqualTo(2);
    assertThat(producer.history()).hasSize(1);
    assertThat(offsets.position().offset()).isEqualTo(1);
  }

  @Test
  void aFencedProducerEndsPublishingAndFreesNoOffset() {
    producer.commitFailures.add(new ProducerFencedException("there is a newer producer"));
    producer.abortFailures.add(new ProducerFencedException("there is a newer producer"));
    PendingEvent event = event("c-1", 0L);

    assertThatThrownBy(() -> transaction.commit(List.of(event)))
        .isInstanceOfSatisfying(PublishException.class, end -> assertThat(end.fenced()).isTrue());
    assertThat(event.durable()).isNotDone();
    assertThat(offsets.position().offset()).isZero();
    assertThat(states).isEmpty();
  }

  @Test
  void aBrokerThatStaysAwayIsGivenUpOnlyWhenAskedTo() {
    producer.commitFailures.add(new TimeoutException("no answer"));
    transaction.abandon();

    assertThatThrownBy(() -> transaction.commit(List.of(event("c-1", 0L))))
        .isInstanceOfSatisfying(PublishException.class, end -> assertThat(end.fenced()).isFalse());
  }

  @Test
  void withoutEventsThePositionIsWrittenSoThatTheBrokerDoesNotForgetIt() {
    transaction.commit(List.of());

    assertThat(producer.consumerGroupOffsetsHistory()).hasSize(1);
  }

  @Test
  void terminalEventsAreChainedInTheOrderInWhichTheyWereSent() {
    PendingEvent between = event("c-2", 1L);
    transaction.commit(List.of(terminal("c-1"), between));
    transaction.commit(List.of(terminal("c-3")));

    String first = ResultDigest.of(HEAD, bytes("c-1"));
    assertThat(links()).containsExactly(HEAD, null, first);
    assertThat(digests()).containsExactly(first, null, ResultDigest.of(first, bytes("c-3")));
  }

  @Test
  void anAbortedTransactionDoesNotMoveTheChainOn() {
    producer.commitFailures.add(new KafkaException("a record expired"));

    transaction.commit(List.of(terminal("c-1"), terminal("c-2")));

    String first = ResultDigest.of(HEAD, bytes("c-1"));
    assertThat(producer.aborts).isEqualTo(1);
    assertThat(links()).containsExactly(HEAD, first);
  }

  private List<@Nullable String> links() {
    return headers(LedgerHeaders.PREVIOUS);
  }

  private List<@Nullable String> digests() {
    return headers(LedgerHeaders.OWN);
  }

  private List<@Nullable String> headers(String name) {
    List<@Nullable String> values = new ArrayList<>();
    producer
        .history()
        .forEach(event -> values.add(LedgerHeaders.read(event.headers(), name).orElse(null)));
    return values;
  }

  private static PendingEvent terminal(String id) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("longshore.results.h", 0, bytes(id), bytes(id));
    LedgerHeaders.put(record.headers(), LedgerHeaders.KIND, LedgerHeaders.FINISHED);
    return new PendingEvent(record, null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PendingEvent event(String id, Long finishes) {
    byte[] key = bytes(id);
    return new PendingEvent(new ProducerRecord<>("longshore.results.h", 0, key, key), finishes);
  }

  /// As a broker answers where a topic's segments are smaller than the event.
  @Test
  void anEventThatFitsNoSegmentIsTooLargeAndTheOthersAreWritten() {
    PendingEvent large = event("c-1", 0L);
    PendingEvent small = event("c-2", null);
    producer.tooLarge = "c-1";

    transaction.commit(List.of(large, small));

    assertThat(large.durable())
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .matches(cause -> ((PublishException) cause).tooLarge());
    assertThat(small.durable()).isCompleted();
  }

  private static final class FaultyProducer extends MockProducer<byte[], byte[]> {
    private final Queue<RuntimeException> commitFailures = new ArrayDeque<>();
    private final Queue<RuntimeException> abortFailures = new ArrayDeque<>();
    private @Nullable String tooLarge;
    private int aborts;

    FaultyProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      if (!new String(record.key(), StandardCharsets.UTF_8).equals(tooLarge)) {
        return super.send(record);
      }
      RuntimeException refusal = new RecordBatchTooLargeException("larger than the segment");
      commitFailures.add(new KafkaException("in an error state", refusal));
      return CompletableFuture.failedFuture(refusal);
    }

    @Override
    public void commitTransaction() {
      failOr(commitFailures, super::commitTransaction);
    }

    @Override
    public void abortTransaction() {
      aborts++;
      failOr(abortFailures, super::abortTransaction);
    }

    private static void failOr(Queue<RuntimeException> failures, Runnable call) {
      RuntimeException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      call.run();
    }
  }
}
