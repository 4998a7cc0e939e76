package io.longshore.cli.rollout;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.client.BrokerTroubleException;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutId;
import io.longshore.wire.WireMessage;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RolloutWriterTest {
  private static final String IN_AN_ERROR_STATE =
      "Cannot execute transactional method because we are in an error state";
  private static final List<RolloutWriter.Outgoing> ONE =
      List.of(
          new RolloutWriter.Outgoing(
              Topics.ROLLOUTS, new WireMessage("web-2", new byte[1], Map.of())));

  private final PretendTopic topic = new PretendTopic(new RolloutId("web-2"));
  private final RolloutWriter writer = new RolloutWriter(topic.id, topic.producer);

  @Test
  void aPlanThatIsTooLargeIsToldAndNotToBeRunAgain() {
    topic.producer.commitTransactionException =
        new KafkaException(IN_AN_ERROR_STATE, new RecordTooLargeException("9 MiB is too large"));

    assertThatExceptionOfType(BrokerTroubleException.class)
        .isThrownBy(() -> writer.write(ONE))
        .withMessage("cannot write to the topic longshore.rollouts: 9 MiB is too large");
  }

  @Test
  void whatMayBeOverLaterIsToBeTriedAgain() {
    topic.producer.commitTransactionException =
        new KafkaException(IN_AN_ERROR_STATE, new TimeoutException("no answer"));

    assertThatExceptionOfType(BrokerTroubleException.class)
        .isThrownBy(() -> writer.write(ONE))
        .withMessage(
            "cannot write to the topic longshore.rollouts: no answer; run the rollout again, it goes on where it is");
  }
}
