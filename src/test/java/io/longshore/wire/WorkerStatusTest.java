package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.watch.Health;
import io.longshore.watch.Part;
import io.longshore.watch.Traffic;
import io.longshore.watch.WorkerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerStatusTest {
  private static final Instant AT = Instant.parse("2026-11-25T21:00:03.250Z");
  private static final Instant BEGIN = Instant.parse("2026-11-25T20:00:00Z");

  @Test
  void aStatusIsWrittenAsItsGoldenMessageWhichFitsTheSchema() {
    Golden golden = Golden.of("workers/v1", "degraded");

    WireMessage message = WorkerStatusEncoder.encode(status());

    assertThat(Golden.MAPPER.readTree(message.value())).isEqualTo(golden.payload());
    assertThat(message.headers()).isEqualTo(golden.headers());
    assertThat(message.key()).isEqualTo(golden.key());
    assertThat(MessageSchema.read("worker.schema.json").check(golden.payload())).isEmpty();
  }

  private static WorkerStatus status() {
    Event.Header header =
        new Event.Header(
            new CommandId("c-1"),
            new HostName("web1"),
            Action.CREATE_VOLUME,
            null,
            null,
            null,
            BEGIN.plusSeconds(60));
    Event.Finished last =
        new Event.Finished(header, Outcome.SUCCEEDED, "d", false, 1, BEGIN, Report.NOTHING, null);
    Health.Snapshot health =
        new Health.Snapshot(
            Health.State.DEGRADED,
            BEGIN.plusSeconds(90),
            List.of(
                new Health.PartState(
                    Part.ENGINE, "Podman cannot be reached", BEGIN.plusSeconds(90), 1),
                new Health.PartState(Part.SUPERVISOR, null, BEGIN, 0)));
    return new WorkerStatus(
        new HostName("web1"),
        "5f0c7b1e-0000-4000-8000-000000000000",
        BEGIN,
        AT,
        30,
        health,
        new WorkerStatus.Versions("1.0.0", "25+37", "Debian GNU/Linux 13 (trixie)", "5.4.2", null),
        List.of("create_volume", "exec"),
        new Traffic.Load(3, 2, Duration.ofSeconds(10), Duration.ofMillis(1500), last),
        256,
        7,
        BEGIN.plusSeconds(7200));
  }
}
