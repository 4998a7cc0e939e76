package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LedgerReaderTest {
  private static final TopicPartition RESULTS = new TopicPartition("longshore.results.web1", 0);
  private static final String COMMANDS = "id-of-the-command-topic";
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final CommandId ID = new CommandId("c-1");

  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

  /// Its message is handed out again, and what it asks for must not be done twice.
  @Test
  void whatWasBegunBeforeABrokersClockLeaptAheadForAMomentIsKnown() {
    append(started("c-1", Beginning.PLAIN));
    appendAt(NOON.plus(Duration.ofDays(10)), finished("c-2"));

    assertThat(read(0).ledger().stateOf(ID)).isEqualTo(new Ledger.State.Begun(1, NOON));
  }

  @Test
  void howACommandBeganIsReadBackFromItsLatestStart() {
    Beginning first = new Beginning(null, null, true, null);
    Beginning second = new Beginning(NOON.plusNanos(1), NOON.minusNanos(1), false, null);
    append(started("c-1", first));
    append(started("c-1", second));

    assertThat(read(0).ledger().stateOf(ID))
        .isEqualTo(new Ledger.State.Begun(1, NOON, null, second));
  }

  /// Retention has removed its first result, which it is told by a conflict.
  @Test
  void nothingIsOwedToARepeatThatWasToldThatItsFirstResultIsGone() {
    accept("c-1", 5);
    end(conflict("c-1"), 5);

    assertThat(read(6).unanswered()).isEmpty();
  }

  @Test
  void aConflictOfAnotherMessageUnderItsIdLeavesACommandItsAnswer() {
    accept("c-1", 5);
    end(conflict("c-1"), 6);

    assertThat(read(7).unanswered()).extracting(Unanswered::id).containsExactly(ID);
  }

  /// @param firstCommand the offset of the oldest message in the command topic
  private Recovered read(long firstCommand) {
    Results consumer = new Results();
    consumer.updateBeginningOffsets(Map.of(RESULTS, 0L));
    consumer.updateEndOffsets(Map.of(RESULTS, (long) log.size()));
    consumer.schedulePollTask(() -> log.forEach(consumer::addRecord));
    Instant newest = Instant.ofEpochMilli(log.getLast().timestamp());
    return new LedgerReader(RESULTS, WINDOW, COMMANDS, firstCommand)
        .read(consumer, Optional.of(newest), NOON.plusSeconds(60));
  }

  private void accept(String id, long offset) {
    end(new Event.Accepted(header(id)), offset);
  }

  private void end(Event event, long offset) {
    Headers headers = append(event);
    LedgerHeaders.describeMessage(COMMANDS, offset, headers);
  }

  private Headers append(Event event) {
    return appendAt(NOON, event);
  }

  private Headers appendAt(Instant time, Event event) {
    Headers headers = new RecordHeaders();
    LedgerHeaders.describe(event, headers);
    byte[] key = event.header().commandId().text().getBytes(StandardCharsets.UTF_8);
    log.add(
        new ConsumerRecord<>(
            RESULTS.topic(),
            RESULTS.partition(),
            log.size(),
            time.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            key.length,
            1,
            key,
            new byte[1],
            headers,
            Optional.empty()));
    return headers;
  }

  private static Event started(String id, Beginning beginning) {
    return new Event.Started(header(id), 1, "digest", null, beginning);
  }

  private static Event finished(String id) {
    return new Event.Finished(
        header(id), Outcome.SUCCEEDED, "digest", false, 1, NOON, Report.NOTHING, null);
  }

  private static Event conflict(String id) {
    return new Event.Conflict(
        header(id), Failure.of(FailureKind.ID_CONFLICT, "its first result is gone"));
  }

  private static Event.Header header(String id) {
    return new Event.Header(new CommandId(id), new HostName("web1"), null, null, null, null, NOON);
  }

  /// Finds records by their times, too.
  private final class Results extends MockConsumer<byte[], byte[]> {
    private Results() {
      super("none");
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return log.stream()
          .filter(event -> event.timestamp() >= times.getOrDefault(RESULTS, 0L))
          .findFirst()
          .map(event -> Map.of(RESULTS, new OffsetAndTimestamp(event.offset(), event.timestamp())))
          .orElse(Map.of());
    }
  }
}
