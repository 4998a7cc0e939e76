package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {
  private final List<Ending> begun = new ArrayList<>();

  @Test
  void noExitWaitsForWhatAnExceptionHasEnded() {
    assertThatIllegalStateException().isThrownBy(this::fail);

    assertThat(begun).singleElement().satisfies(ending -> assertThat(ending.isOver()).isTrue());
  }

  private void fail() {
    try (Ending ending = Ending.listening(() -> {})) {
      begun.add(ending);
      throw new IllegalStateException("the port is taken");
    }
  }
}
