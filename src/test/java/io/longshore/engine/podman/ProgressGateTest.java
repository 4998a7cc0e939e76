package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressGateTest {
  @Test
  void nobodyHearsOfAPullAfterItsEnd() {
    List<String> heard = new ArrayList<>();
    ProgressGate gate = new ProgressGate(heard::add);

    gate.accept("Copying blob one");
    gate.close();
    gate.accept("Copying blob two");

    assertThat(heard).containsExactly("Copying blob one");
  }
}
