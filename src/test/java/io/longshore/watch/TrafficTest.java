package io.longshore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.command.VolumeName;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.ResultPublisher;
import io.longshore.worker.InMemoryLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Instant BEGIN = Instant.parse("2026-11-25T10:00:00Z");

  private Instant now = BEGIN;
  private final InMemoryLog log = new InMemoryLog();
  private final List<Event> answers = new ArrayList<>();
  private final Traffic traffic = new Traffic(() -> now, answers::add);
  private final CommandSource source = traffic.watching((CommandSource) log);
  private final ResultPublisher publisher = traffic.watching((ResultPublisher) log);

  @Test
  void withoutMessagesNothingIsInHand() {
    assertThat(traffic.load())
        .isEqualTo(new Traffic.Load(0, 0, Duration.ZERO, Duration.ZERO, null));
  }

  @Test
  void messagesOfOneResourceWaitForEachOther() {
    take("a", "data", 0);
    take("b", "other", 1);
    take("c", "data", 2);
    now = BEGIN.plusSeconds(10);

    Traffic.Load load = traffic.load();

    assertThat(load.inFlight()).isEqualTo(3);
    assertThat(load.lanes()).isEqualTo(2);
    assertThat(load.waiting()).isEqualTo(1);
    assertThat(load.oldest()).isEqualTo(Duration.ofSeconds(10));
    assertThat(load.oldestWaiting()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void anAnswerFreesItsMessageOnceItIsDurable() {
    take("a", "data", 0);
    Event.Conflict answer =
        new Event.Conflict(header("a"), Failure.of(FailureKind.ID_CONFLICT, "another"));

    long position = publisher.finish(answer, 0).join();

    assertThat(position).isNotNegative();
    assertThat(traffic.load().inFlight()).isZero();
    assertThat(answers).containsExactly(answer);
  }

  private void take(String id, String volume, int second) {
    now = BEGIN.plusSeconds(second);
    Envelope envelope =
        new Envelope(
            new CommandId(id),
            new HostName("web1"),
            new Command.CreateVolume(new VolumeName(volume)),
            null,
            null,
            null,
            false,
            null,
            null,
            false,
            "d");
    log.send(new Reading.Understood(envelope), now);
    assertThat(source.poll(Duration.ofSeconds(1))).hasSize(1);
  }

  private static Event.Header header(String id) {
    return new Event.Header(new CommandId(id), new HostName("web1"), null, null, null, null, BEGIN);
  }
}
