package io.longshore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
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
}
