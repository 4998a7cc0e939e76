package io.longshore.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PollsTest {
  private static final TopicPartition PLACE = new TopicPartition("results", 0);
  private static final int MEBIBYTE = 1024 * 1024;

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private long written;

  PollsTest() {
    consumer.assign(List.of(PLACE));
    consumer.updateBeginningOffsets(Map.of(PLACE, 0L));
    consumer.setMaxPollRecords(Polls.RECORDS);
  }

  @Test
  void smallRecordsAreHandedOutByTheThousandAndInTheirOrder() {
    write(1_500, 1);

    assertThat(offsets()).hasSize(1_000).isSorted().first().isEqualTo(0L);
    assertThat(offsets()).hasSize(500).isSorted().first().isEqualTo(1_000L);
    assertThat(offsets()).isEmpty();
  }

  @Test
  void ofLargeRecordsNoMoreAreHandedOutThanASinglePollGives() {
    write(Polls.RECORDS + 1, MEBIBYTE / 8);

    assertThat(offsets()).hasSize(Polls.RECORDS);
    assertThat(offsets()).hasSize(1);
  }

  @Test
  void aFailureLosesNothingThatWasReadBeforeIt() {
    write(Polls.RECORDS + 1, 1);
    consumer.schedulePollTask(() -> {});
    consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("no right")));

    assertThat(offsets()).hasSize(Polls.RECORDS);
    assertThat(offsets()).hasSize(1);
  }

  private void write(int records, int bytes) {
    for (int i = 0; i < records; i++) {
      consumer.addRecord(
          new ConsumerRecord<>(PLACE.topic(), 0, written++, new byte[0], new byte[bytes]));
    }
  }

  private List<Long> offsets() {
    List<Long> offsets = new ArrayList<>();
    Polls.next(consumer, Duration.ZERO).forEach(record -> offsets.add(record.offset()));
    return offsets;
  }
}
