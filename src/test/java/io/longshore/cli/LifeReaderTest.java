package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.text.Life;
import io.longshore.cli.text.Results;
import io.longshore.client.PretendBroker;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifeReaderTest {
  private static final Event.Finished RESULT = Results.finished(Outcome.SUCCEEDED, 0);
  private static final HostName HOST = RESULT.header().host();

  @Test
  void aResultWithoutValueIsPassedOver() {
    ConsumerRecord<byte[], byte[]> result = PretendBroker.result(HOST, 1, RESULT);
    ConsumerRecord<byte[], byte[]> empty =
        new ConsumerRecord<>(result.topic(), 0, 0, result.key(), null);

    List<Life> lives = read(HOST, List.of(empty, result));

    assertThat(lives).hasSize(1);
    assertThat(lives.getFirst().events()).extracting(Life.Happening::event).containsExactly(RESULT);
  }

  @Test
  void whatSpeaksForAnotherHostIsPassedOver() {
    HostName stolen = new HostName("web02");

    assertThat(read(stolen, List.of(PretendBroker.result(stolen, 0, RESULT)))).isEmpty();
  }

  /// JSON may escape any character.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"CHG\\/7\",\"host\":\"web01\",\"action\":\"get_containers_names\",\"parameters\":{}}",
        "no JSON"
      })
  void aMessageWhoseIdIsEscapedOrStandsInItsHeaderIsFound(String payload) {
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(HOST);
    TopicPartition commands = new TopicPartition(Topics.commands(HOST), 0);
    ConsumerRecord<byte[], byte[]> message =
        new ConsumerRecord<>(
            commands.topic(), 0, 0, new byte[0], payload.getBytes(StandardCharsets.UTF_8));
    if (!payload.startsWith("{")) {
      message.headers().add("ce_id", "CHG/7".getBytes(StandardCharsets.UTF_8));
    }
    consumer.updateEndOffsets(Map.of(commands, 1L));
    consumer.schedulePollTask(() -> consumer.addRecord(message));

    try (TopicScan scan = new TopicScan(PretendBroker.ACCESS, consumer)) {
      List<Life> lives = new LifeReader("CHG/7").read(scan, List.of(HOST));

      assertThat(lives).hasSize(1);
      assertThat(lives.getFirst().messages()).hasSize(1);
    }
  }

  private static List<Life> read(HostName host, List<ConsumerRecord<byte[], byte[]>> results) {
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(host, results);
    try (TopicScan scan = new TopicScan(PretendBroker.ACCESS, consumer)) {
      return new LifeReader(RESULT.header().commandId().text()).read(scan, List.of(host));
    }
  }
}
