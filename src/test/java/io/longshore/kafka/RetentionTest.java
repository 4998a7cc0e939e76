package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aCommandThatCouldOutliveItsMemoryIsRefused() {
    assertThatThrownBy(() -> new Retention(DAY, DAY, DAY.multipliedBy(7)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(
            "a dedupe window longer than commands can stay in their topic (PT26H)");
  }

  @Test
  void aMemoryThatOutlivesTheResultsIsRefused() {
    assertThatThrownBy(() -> new Retention(DAY, DAY.multipliedBy(3), DAY.multipliedBy(2)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("results kept at least as long as the dedupe window (PT72H)");
  }

  @Test
  void settingsDoNotShowPasswords() {
    KafkaSettings settings =
        new KafkaSettings(
            "b:9092",
            Map.of("sasl.jaas.config", "password=secret"),
            new HostName("h"),
            Retention.DEFAULT,
            true,
            0,
            null);

    assertThat(settings.toString()).doesNotContain("secret");
  }
}
