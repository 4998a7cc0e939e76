package io.longshore.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.event.FailureKind;
import io.longshore.plan.UnitName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AbsentServiceManagerTest {
  private final AbsentServiceManager services = new AbsentServiceManager();
  private final UnitName unit = UnitName.of(new ContainerName("nova_api"));

  @Test
  void thereAreNoUnits() {
    assertThat(services.find(unit)).isEmpty();
  }

  @Test
  void aCommandThatNeedsAUnitIsToldWhyThereIsNone() {
    assertThatExceptionOfType(SupervisorException.class)
        .isThrownBy(() -> services.start(unit, Duration.ofSeconds(1)))
        .withMessageStartingWith("this worker is configured with supervisor: engine")
        .withMessageContaining("kolla-nova_api-container.service")
        .satisfies(
            refusal -> assertThat(refusal.kind()).isEqualTo(FailureKind.SUPERVISOR_UNAVAILABLE))
        .satisfies(refusal -> assertThat(refusal.hint()).isNotBlank());
  }
}
