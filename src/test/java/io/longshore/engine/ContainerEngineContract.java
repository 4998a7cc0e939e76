package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What holds for every engine, the real ones and the double.
interface ContainerEngineContract extends ContainersContract, ImagesContract, VolumesContract {
  @Override
  EngineFixture fixture();

  @Test
  default void theEngineTellsItsVersion() {
    assertThat(fixture().engine().version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
