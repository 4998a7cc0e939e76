package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void somethingLongShowsNothingWhereThereIsNoTerminal() {
    try (Progress progress = Progress.of("test", 1_000_000)) {
      progress.step();

      assertThat(progress.isShown()).isFalse();
    }
  }
}
