package io.longshore.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.client.BrokerTroubleException;
import io.longshore.client.BrokerTroubleException.Kind;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RolloutReaderTest {
  private static final RolloutEvent LED = new RolloutEvent.Led(Instant.EPOCH, "alice");

  private final PretendTopic topic = new PretendTopic(new RolloutId("web-2"));

  @Test
  void whatIsThereIsReadToItsEnd() {
    try (RolloutReader reader = topic.reader(Duration.ofMinutes(1))) {
      topic.write(LED);

      assertThat(reader.toEnd()).extracting(RolloutReader.Entry::event).containsExactly(LED);
    }
  }

  @Test
  void whoMayNotReadTheTopicIsToldSo() {
    try (RolloutReader reader = topic.reader(Duration.ofMinutes(1))) {
      topic.write(LED);
      topic.consumer.setPollException(new TopicAuthorizationException(Topics.ROLLOUTS));

      assertThatExceptionOfType(BrokerTroubleException.class)
          .isThrownBy(reader::toEnd)
          .withMessageStartingWith("cannot read the topic longshore.rollouts")
          .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(Kind.FORBIDDEN));
    }
  }

  @Test
  void aPartitionWhoseEndNobodyTellsIsATroubleOfTheBroker() {
    try (RolloutReader reader = topic.reader(Duration.ofMinutes(1))) {
      topic.consumer.setOffsetsException(new TimeoutException("no leader"));

      assertThatExceptionOfType(BrokerTroubleException.class)
          .isThrownBy(reader::toEnd)
          .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE));
    }
  }

  @Test
  void anEndThatIsNeverReachedIsNotWaitedForForEver() {
    try (RolloutReader reader = topic.reader(Duration.ZERO)) {
      topic.consumer.updateEndOffsets(Map.of(PretendTopic.PLACE, 1L));

      assertThatExceptionOfType(BrokerTroubleException.class)
          .isThrownBy(reader::toEnd)
          .withMessageContaining("has stopped answering");
    }
  }

  @Test
  void onlyATopicThatIsNotThereIsToBeMade() {
    topic.consumer.updatePartitions(Topics.ROLLOUTS, List.of());

    assertThatExceptionOfType(BrokerTroubleException.class)
        .isThrownBy(() -> topic.reader(Duration.ZERO))
        .withMessageContaining("the first longshore rollout run makes it");
    assertThat(topic.consumer.closed()).isTrue();
  }
}
