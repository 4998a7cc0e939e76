package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationOptionTest {
  @Test
  void withoutAUnitItIsOfSeconds() {
    assertThat(DurationOption.parse("90")).contains(Duration.ofSeconds(90));
    assertThat(DurationOption.parse("1h30m")).contains(Duration.ofMinutes(90));
    assertThat(DurationOption.parse("")).isEmpty();
  }

  @Test
  void longerThanAnybodyMeansIsNone() {
    assertThat(DurationOption.parse("10000d")).contains(Duration.ofDays(10_000));
    assertThat(DurationOption.parse("10001d")).isEmpty();
    assertThat(DurationOption.parse("999999999d")).isEmpty();
  }
}
