package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "30s,PT30S",
    "90,PT90S",
    "10m,PT10M",
    "1h30m,PT1H30M",
    "7d,P7D",
    "1d2h3m4s,PT26H3M4S",
    "PT1M30S,PT90S",
    "0s,PT0S"
  })
  void durationsAreReadAsPeopleWriteThem(String text, String expected) {
    assertThat(DurationText.parse(text)).contains(Duration.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "10 m", "-5m", "PT-1S", "1m1h", "99999999999999999999s"})
  void whatIsNoDurationIsNotGuessedAt(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.0004S,0.4 ms",
    "PT0.0083S,8.3 ms",
    "PT0.312S,312 ms",
    "PT1.25S,1.2 s",
    "PT61S,61.0 s",
    "PT125S,2 min 5 s",
    "PT2H5M,2 h 5 min",
    "P2D,48 h 0 min"
  })
  void durationsAreShownWithTheDigitsThatMatter(String duration, String expected) {
    assertThat(DurationText.of(Duration.parse(duration))).isEqualTo(expected);
  }
}
