package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.event.Reading;
import io.longshore.ledger.CommandSource.Wanted;
import io.longshore.ledger.Delivery;
import io.longshore.ledger.OffsetTracker;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookAheadTest {
  private static final HostName HOST = new HostName("web1");
  private static final TopicPartition TOPIC = new TopicPartition("longshore.commands.web1", 0);
  private static final Duration WAIT = Duration.ofMillis(1);
  private static final int MOST_LEFT = 100;

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
  private final OffsetTracker offsets = OffsetTracker.startingAt(0);
  private KafkaCommandSource source;
  private final List<Long> looked = new ArrayList<>();

  LookAheadTest() {
    consumer.assign(Set.of(TOPIC));
    consumer.updateBeginningOffsets(Map.of(TOPIC, 0L));
    consumer.seek(TOPIC, 0);
    source = source(Duration.ofHours(1));
  }

  private KafkaCommandSource source(Duration seldom) {
    return new KafkaCommandSource(
        consumer,
        TOPIC,
        offsets,
        this::read,
        new StateReporter(BrokerState.Part.COMMANDS, _ -> {}),
        BrokerHearing.of(consumer, Duration.ZERO),
        new LookAhead(consumer, TOPIC, Duration.ZERO, MOST_LEFT, seldom));
  }

  @Test
  void aLaneThatWasLeftForAMomentDoesNotWaitForTheOneThatHangs() {
    source = source(Duration.ZERO);
    append("container/hung", "stop_container", "'name':'hung'");
    append("container/web", "stop_container", "'name':'web'");
    append("container/web", "stop_container", "'name':'web'");
    append("container/db", "stop_container", "'name':'db'");
    source.want(new Wanted.AllBut(lane -> !lane.equals("container/db")));
    assertThat(handedOut()).containsExactly(3L);

    source.want(new Wanted.AllBut("container/hung"::equals));
    assertThat(handedOut()).containsExactly(1L, 2L);
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L);
  }

  @Test
  void whilePausedOnlyCommandsAboutTheHostAreHandedOutAndTheOthersThenInTheirTurn() {
    append("container/web", "stop_container", "'name':'web'");
    append("host/control", "thaw_host", "");
    append("container/web", "stop_container", "'name':'web'");
    append("host/control", "cancel_command", "'command_id':'c-0'");
    source.want(new Wanted.Control());

    assertThat(handedOut()).containsExactly(1L, 3L);
    assertThat(source.next()).isZero();
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L, 2L);
    assertThat(source.next()).isEqualTo(4);
  }

  @Test
  void whileNothingIsWantedNothingIsHandedOutAndNothingIsLost() {
    append("container/web", "stop_container", "'name':'web'");
    append("host/control", "thaw_host", "");
    source.want(new Wanted.Nothing());
    assertThat(handedOut()).isEmpty();

    source.want(new Wanted.Control());
    assertThat(handedOut()).containsExactly(1L);
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L);
  }

  @Test
  void aBrokerThatIsAwayWhileTheFirstMessageIsLookedForIsNoFailure() {
    consumer.updateBeginningOffsets(Map.of(TOPIC, 5L));
    consumer.setPollException(new OffsetOutOfRangeException(Map.of(TOPIC, 0L)));
    consumer.setOffsetsException(new TimeoutException("no broker"));

    assertThat(handedOut()).isEmpty();
  }

  @Test
  void aKeyAloneLetsNothingOvertake() {
    append("host/control", "stop_container", "'name':'web'");
    append("container/web", "thaw_host", "");
    source.want(new Wanted.Control());

    assertThat(handedOut()).isEmpty();
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L, 1L);
  }

  /// A freeze that came before a thaw that was sent first would last.
  @Test
  void commandsAboutTheHostKeepTheirOrderAlsoWithoutAKeyOrWithAnyOther() {
    append("container/web", "stop_container", "'name':'web'");
    append(null, "thaw_host", "");
    append("c-2", "thaw_host", "");
    append("host/control", "freeze_host", "");
    append("host/facts", "get_containers_names", "");
    source.want(new Wanted.Control());

    assertThat(handedOut()).containsExactly(1L, 2L, 3L);
    assertThat(looked).containsExactly(1L, 2L, 3L);
  }

  @Test
  void nothingIsLookedThroughTwice() {
    append("container/web", "stop_container", "'name':'web'");
    append("host/control", "thaw_host", "");
    source.want(new Wanted.Control());
    assertThat(handedOut()).containsExactly(1L);
    source.want(new Wanted.All());
    assertThat(source.poll(WAIT)).isEmpty();
    source.want(new Wanted.Control());
    assertThat(source.poll(WAIT)).isEmpty();
    looked.clear();

    append("host/control", "thaw_host", "");
    feed();
    assertThat(handedOut()).containsExactly(2L);
    assertThat(looked).containsExactly(2L);
  }

  @Test
  void whatIsNotOfACrowdedLaneIsHandedOutAheadAndTheLaneLaterInItsOrder() {
    append("container/slow", "stop_container", "'name':'slow'");
    append("container/web", "stop_container", "'name':'web'");
    append("container/slow", "stop_container", "'name':'slow'");
    append("host/control", "thaw_host", "");
    source.want(new Wanted.AllBut("container/slow"::equals));

    assertThat(handedOut()).containsExactly(1L, 3L);
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L, 2L);
    assertThat(source.next()).isEqualTo(4);
  }

  @Test
  void whatWasLeftHoldsBackItsLaneAlthoughThatIsCrowdedNoMore() {
    append("container/slow", "stop_container", "'name':'slow'");
    source.want(new Wanted.AllBut("container/slow"::equals));
    assertThat(handedOut()).isEmpty();
    append("container/slow", "stop_container", "'name':'slow'");
    append("container/web", "stop_container", "'name':'web'");
    source.want(new Wanted.AllBut(_ -> false));

    assertThat(handedOut()).containsExactly(2L);
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L, 1L);
  }

  /// Seen in a long fault campaign: a second command under the id of one that waited was taken for
  /// the first.
  @Test
  void whatWasLeftHoldsBackAnotherCommandUnderItsId() {
    append("c-0", "container/slow", "stop_container", "'name':'slow'");
    append("c-0", "container/web", "stop_container", "'name':'web'");
    append("c-2", "container/web", "stop_container", "'name':'web'");
    source.want(new Wanted.AllBut("container/slow"::equals));

    assertThat(handedOut()).containsExactly(2L);
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L, 1L);
  }

  @Test
  void aheadOfMoreThanItCanRememberOnlyCommandsAboutTheHostAreHandedOut() {
    for (int command = 0; command < MOST_LEFT; command++) {
      append("container/slow", "stop_container", "'name':'slow'");
    }
    append("container/web", "stop_container", "'name':'web'");
    append("host/control", "thaw_host", "");
    source.want(new Wanted.AllBut("container/slow"::equals));

    assertThat(handedOut()).containsExactly(MOST_LEFT + 1L);
    source.want(new Wanted.All());
    assertThat(handedOut()).hasSize(MOST_LEFT + 1).last().isEqualTo((long) MOST_LEFT);
  }

  @Test
  void aPauseInBetweenForgetsNoLaneThatWasLeft() {
    append("container/slow", "stop_container", "'name':'slow'");
    source.want(new Wanted.AllBut("container/slow"::equals));
    assertThat(handedOut()).isEmpty();
    append("container/web", "stop_container", "'name':'web'");
    append("host/control", "thaw_host", "");
    append("container/slow", "stop_container", "'name':'slow'");
    source.want(new Wanted.Control());
    assertThat(handedOut()).containsExactly(2L);
    source.want(new Wanted.AllBut(_ -> false));

    assertThat(handedOut()).containsExactly(1L);
    source.want(new Wanted.All());
    assertThat(handedOut()).containsExactly(0L, 3L);
  }

  /// Polls as long as something comes.
  private List<Long> handedOut() {
    List<Long> offsets = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      feed();
      source.poll(WAIT).stream().map(Delivery::offset).forEach(offsets::add);
    }
    return offsets;
  }

  /// The mock forgets what it has handed out; a broker does not.
  private void feed() {
    consumer.schedulePollTask(() -> {
      if (!consumer.paused().contains(TOPIC)) {
        log.stream()
            .filter(record -> record.offset() >= consumer.position(TOPIC))
            .forEach(consumer::addRecord);
      }
    });
  }

  private Reading read(ConsumerRecord<byte[], byte[]> record) {
    looked.add(record.offset());
    return new CommandDecoder(HOST)
        .decode(
            new RawMessage(
                record.topic(), 0, record.offset(), Instant.EPOCH, record.value(), Map.of()));
  }

  private void append(@Nullable String key, String action, String parameters) {
    append("c-" + log.size(), key, action, parameters);
  }

  private void append(String id, @Nullable String key, String action, String parameters) {
    String text =
        "{'id':'%s','host':'web1','action':'%s','parameters':{%s}}"
            .formatted(id, action, parameters)
            .replace('\'', '"');
    log.add(
        new ConsumerRecord<>(
            TOPIC.topic(),
            0,
            log.size(),
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            text.getBytes(StandardCharsets.UTF_8)));
  }
}
