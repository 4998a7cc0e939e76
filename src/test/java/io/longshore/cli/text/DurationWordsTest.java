package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationWordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT-1.2345S,0.0 ms",
    "P-999999999D,0.0 ms",
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
    assertThat(DurationWords.of(Duration.parse(duration))).isEqualTo(expected);
  }
}
