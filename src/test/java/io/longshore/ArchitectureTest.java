package io.longshore;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void t() {}
}
