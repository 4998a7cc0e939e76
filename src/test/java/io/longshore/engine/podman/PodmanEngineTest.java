package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodmanEngineTest {
  @ParameterizedTest
  @CsvSource({
    "4.2.9, false",
    "4.3.1, true",
    "4.10.0, true",
    "5.4.2, true",
    "5.5.0, false",
    "5.40, false",
    "6.0.0-dev, false",
    "'', false",
    "unknown, false"
  })
  void aVersionBeforeOrAfterThoseThatAreTestedIsTold(String version, boolean tested) {
    assertThat(PodmanEngine.isTestedWith(version)).isEqualTo(tested);
  }
}
