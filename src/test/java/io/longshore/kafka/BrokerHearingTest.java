package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class BrokerHearingTest {
  private static final Duration POLL = Duration.ofSeconds(2);

  private double bytes;
  private double connections = 1;
  private final BrokerHearing hearing =
      new BrokerHearing(
          Optional.of(metric(() -> bytes)),
          Optional.of(metric(() -> connections)),
          Duration.ofSeconds(1));

  @Test
  void aConnectionOverWhichNothingComesIsNoBroker() {
    bytes = 10;
    hearing.polled(POLL, true);
    assertThat(hearing.isWell()).isTrue();

    hearing.polled(POLL, true);
    hearing.polled(POLL, true);
    assertThat(hearing.isWell()).isFalse();
    assertThat(hearing.isLost()).isFalse();
    hearing.polled(POLL, true);
    hearing.polled(POLL, true);
    assertThat(hearing.isLost()).isTrue();

    bytes = 20;
    hearing.polled(POLL, true);
    assertThat(hearing.isWell()).isTrue();
    assertThat(hearing.isLost()).isFalse();
  }

  @Test
  void whileNothingIsAskedForAConnectionIsEnough() {
    for (int i = 0; i < 10; i++) {
      hearing.polled(POLL, false);
      assertThat(hearing.isWell()).isTrue();
    }
    connections = 0;
    for (int i = 0; i < 10; i++) {
      hearing.polled(POLL, false);
    }
    assertThat(hearing.isLost()).isTrue();
  }

  private static Metric metric(java.util.function.DoubleSupplier value) {
    return new Metric() {
      @Override
      public MetricName metricName() {
        return new MetricName("any", "any", "", Map.of());
      }

      @Override
      public Object metricValue() {
        return value.getAsDouble();
      }
    };
  }
}
