package io.longshore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.cli.text.Results;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ResultFeedTest {
  private static final HostName HOST = new HostName("web01");

  @Test
  void hostsWhoseResultsCouldNotBeFoundAreReadAfterAnotherTry() {
    TopicPartition results = new TopicPartition(Topics.results(HOST), 0);
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(HOST);
    consumer.updateEndOffsets(Map.of(results, 7L));
    consumer.setOffsetsException(new TimeoutException("the broker is away"));

    try (ResultFeed feed = new ResultFeed(PretendBroker.ACCESS, consumer)) {
      assertThatExceptionOfType(BrokerTroubleException.class)
          .isThrownBy(() -> feed.readFromNow(Set.of(HOST)));
      feed.readFromNow(Set.of(HOST));

      assertThat(consumer.assignment()).containsExactly(results);
      assertThat(consumer.position(results)).isEqualTo(7);
    }
  }

  @Test
  void whatSpeaksForAnotherHostIsPassedOverAndCounted() {
    HostName stolen = new HostName("web02");
    Event.Finished ofAnother = Results.finished(Outcome.SUCCEEDED, 0);
    assertThat(ofAnother.header().host()).isEqualTo(HOST);
    MockConsumer<byte[], byte[]> consumer =
        PretendBroker.consumer(stolen, List.of(PretendBroker.result(stolen, 0, ofAnother)));

    try (ResultFeed feed = new ResultFeed(PretendBroker.ACCESS, consumer)) {
      feed.readSince(Set.of(stolen), Instant.EPOCH);

      assertThat(feed.poll(Duration.ZERO)).isEmpty();
      assertThat(feed.unreadable()).isEqualTo(1);
    }
  }

  @Test
  void resultsSinceATimeThatKafkaDoesNotHaveAreReadFromTheBeginning() {
    Event.Finished first = Results.finished(Outcome.SUCCEEDED, 0);
    MockConsumer<byte[], byte[]> consumer =
        PretendBroker.consumer(HOST, List.of(PretendBroker.result(HOST, 0, first)));

    try (ResultFeed feed = new ResultFeed(PretendBroker.ACCESS, consumer)) {
      feed.readSince(Set.of(HOST), Instant.EPOCH.minusSeconds(1));

      assertThat(feed.poll(Duration.ZERO)).extracting(ResultMessage::event).containsExactly(first);
    }
  }
}
