package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final Duration IDLE = Duration.ofMillis(1);

  private final EventQueue queue = new EventQueue(Duration.ZERO);

  @Test
  void whatWasTakenCountsUntilTheNextIsTaken() throws InterruptedException {
    queue.add(event());
    queue.add(event());
    assertThat(queue.take(IDLE)).hasSize(2);

    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.age()).isPositive();
    queue.add(event());
    assertThat(queue.size()).isEqualTo(3);

    assertThat(queue.take(IDLE)).hasSize(1);
    assertThat(queue.take(IDLE)).isEmpty();
    assertThat(queue.size()).isZero();
    assertThat(queue.age()).isZero();
  }

  private static PendingEvent event() {
    return new PendingEvent(new ProducerRecord<>("t", new byte[1], new byte[1]), null);
  }
}
