package io.longshore.plan;

import static io.longshore.plan.Situation.asking;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerSpec;
import io.longshore.command.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesiredEnvironmentTest {
  @Test
  void theServiceNameIsAlwaysOverwrittenAndTheZoneOnlyAdded() {
    ContainerSpec spec =
        asking(
                "{'name':'nova_api','environment':{'KOLLA_SERVICE_NAME':'mine','TZ':'Europe/Prague'}}")
            .spec();

    assertThat(DesiredEnvironment.of(spec, "UTC", PlanOptions.DEFAULT).variables())
        .containsOnly(
            Map.entry("KOLLA_SERVICE_NAME", "nova-api"), Map.entry("TZ", "Europe/Prague"));
  }

  @Test
  void completingACompleteEnvironmentChangesNothing() {
    ContainerSpec spec = asking("{'environment':{'A':'1'}}").spec();
    Environment once = DesiredEnvironment.of(spec, "UTC", PlanOptions.DEFAULT);

    assertThat(DesiredEnvironment.of(spec.withEnvironment(once), "Asia/Tokyo", PlanOptions.DEFAULT))
        .isEqualTo(once);
  }
}
