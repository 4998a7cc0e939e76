package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.text.Results;
import io.longshore.client.PretendBroker;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

class AuditScanTest {
  private static final Event.Finished RESULT = Results.finished(Outcome.SUCCEEDED, 0);
  private static final HostName HOST = RESULT.header().host();

  private final List<Event.Finished> found = new ArrayList<>();

  @Test
  void whatSpeaksForAnotherHostIsPassedOverAndCounted() {
    HostName stolen = new HostName("web02");

    assertThat(unreadable(stolen, PretendBroker.result(stolen, 0, RESULT), Instant.EPOCH))
        .isEqualTo(1);
    assertThat(found).isEmpty();
  }

  @Test
  void resultsSinceATimeThatKafkaDoesNotHaveAreReadFromTheBeginning() {
    Instant since = Instant.EPOCH.minusSeconds(1);

    assertThat(unreadable(HOST, PretendBroker.result(HOST, 0, RESULT), since)).isZero();
    assertThat(found).hasSize(1);
  }

  private long unreadable(HostName host, ConsumerRecord<byte[], byte[]> message, Instant since) {
    MockConsumer<byte[], byte[]> consumer = PretendBroker.consumer(host, List.of(message));
    try (TopicScan scan = new TopicScan(PretendBroker.ACCESS, consumer)) {
      AuditScan results =
          new AuditScan(scan, new FilterOptions().filter(), (result, _) -> found.add(result));
      results.read(List.of(host), since, () -> true);
      return results.unreadable();
    }
  }
}
