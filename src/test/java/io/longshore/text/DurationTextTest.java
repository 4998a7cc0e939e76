package io.longshore.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "30s,PT30S",
    "5m,PT5M",
    "2h,PT2H",
    "7d,PT168H",
    "1h30m,PT1H30M",
    "1d2h3m4s5ms,PT26H3M4.005S",
    "PT1M30S,PT90S",
    "P1DT12H,PT36H",
    "PT0.25S,PT0.25S",
    "0s,PT0S"
  })
  void durationsAreReadAsPeopleWriteThem(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "30",
    "s",
    "-5s",
    "5 s",
    "10 m",
    "1m1h",
    "PT-1S",
    "soon",
    "1.5h",
    "P",
    "PT",
    "P1DT",
    "p1d",
    "1w",
    "9999999999s",
    "''"
  })
  void whatIsNoDurationIsRefused(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.5S,500ms",
    "PT90S,90s",
    "PT120S,2m",
    "PT36H,36h",
    "PT168H,7d",
    "PT0S,0s",
    "PT0.0005S,PT0.0005S"
  })
  void durationsAreShownInTheLargestUnitThatFits(Duration duration, String text) {
    assertThat(DurationText.show(duration)).isEqualTo(text);
  }
}
