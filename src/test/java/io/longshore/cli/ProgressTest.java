package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void somethingLongShowsNothingWhereThereIsNoTerminal() {
    assertThatCode(
            () -> {
              try (Progress progress = Progress.of("test", 1_000_000)) {
                progress.step();
              }
            })
        .doesNotThrowAnyException();
  }
}
