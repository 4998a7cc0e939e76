package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.PublishException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultTransactionTest {
  private static final TopicPartition COMMANDS = new TopicPartition("longshore.commands.h", 0);

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

  private static PendingEvent event(String id, Long finishes) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    return new PendingEvent(new ProducerRecord<>("longshore.results.h", 0, key, key), finishes);
  }

  private static final class FaultyProducer extends MockProducer<byte[], byte[]> {
    private final Queue<RuntimeException> commitFailures = new ArrayDeque<>();
    private final Queue<RuntimeException> abortFailures = new ArrayDeque<>();
    private int aborts;

    FaultyProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
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
