package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.audit.Asked;
import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AuditRecordsTest {
  private static final HostName HOST = new HostName("web01");

  @Test
  void aMessageTellsFromWhenToWhenItsCommandMayBeBegun() {
    String command =
        """
        {"id": "c-1", "host": "web01", "action": "stop_container", "parameters": {"name": "web"},
         "notBefore": "2026-11-25T12:00:00Z", "notAfter": "2026-11-25T13:00:00Z"}
        """;

    Asked asked = new AuditRecords(HOST).asked(message(command));

    assertThat(asked.notBefore()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
    assertThat(asked.notAfter()).isEqualTo(Instant.parse("2026-11-25T13:00:00Z"));
  }

  private static ConsumerRecord<byte[], byte[]> message(String command) {
    return new ConsumerRecord<>(
        Topics.commands(HOST), 0, 0, new byte[0], command.getBytes(StandardCharsets.UTF_8));
  }
}
