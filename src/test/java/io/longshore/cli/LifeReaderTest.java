package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.text.Life;
import io.longshore.cli.text.Results;
import io.longshore.client.PretendBroker;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

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

  private static List<Life> read(HostName host, List<ConsumerRecord<byte[], byte[]>> results) {
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(host, results);
    try (TopicScan scan = new TopicScan(PretendBroker.ACCESS, consumer)) {
      return new LifeReader(RESULT.header().commandId().text()).read(scan, List.of(host));
    }
  }
}
