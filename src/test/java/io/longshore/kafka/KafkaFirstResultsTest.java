package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class KafkaFirstResultsTest {
  private static final TopicPartition RESULTS = new TopicPartition("longshore.results.web1", 0);
  private static final long POSITION = 3;
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Event.Finished FIRST =
      new Event.Finished(
          new Event.Header(
              new CommandId("c-1"), new HostName("web1"), null, null, null, null, NOON),
          Outcome.SUCCEEDED,
          "digest",
          false,
          1,
          NOON,
          Report.NOTHING,
          null);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final AtomicInteger tries = new AtomicInteger();
  private final List<BrokerState> states = new CopyOnWriteArrayList<>();

  @Test
  void aNameThatIsNotResolvedIsTriedAgainAndBothAreTold() {
    consumer.updateBeginningOffsets(Map.of(RESULTS, 0L));
    consumer.schedulePollTask(this::append);

    try (KafkaFirstResults results =
        new KafkaFirstResults(
            this::connect,
            RESULTS,
            _ -> Optional.of(FIRST),
            new StateReporter(BrokerState.Part.RESULTS, states::add))) {
      assertThat(results.at(POSITION)).contains(FIRST);
    }

    assertThat(tries).hasValue(2);
    assertThat(states).extracting(state -> state.trouble() == null).containsExactly(false, true);
    assertThat(states.getFirst().trouble()).contains("No resolvable bootstrap urls");
  }

  private Consumer<byte[], byte[]> connect() {
    if (tries.getAndIncrement() == 0) {
      throw new KafkaException(
          "Failed to construct kafka consumer",
          new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));
    }
    return consumer;
  }

  private void append() {
    consumer.addRecord(
        new ConsumerRecord<>(
            RESULTS.topic(), RESULTS.partition(), POSITION, new byte[0], new byte[0]));
  }
}
