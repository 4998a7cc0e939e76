package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.config.KafkaSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.kafka.Retention;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "P1D", "P3D", "P7D", "P365D"})
  void everyWindowThatMayBeConfiguredLeavesRoomForCommandsAndKeepsResults(String window) {
    Retention retention = WorkerSettings.retention(Duration.parse(window));

    assertThat(retention.dedupeWindow()).isEqualTo(Duration.parse(window));
  }

  @Test
  void anOrdinaryWindowFitsTheTopicsThatToolsMake() {
    Retention retention = WorkerSettings.retention(Duration.ofDays(7));

    assertThat(retention.commands()).isEqualTo(Retention.DEFAULT.commands());
    assertThat(retention.results()).isEqualTo(Retention.DEFAULT.results());
  }

  @Test
  void theFileOfAccountsForRegistriesReachesTheEngine() {
    WorkerConfig plain = WorkerConfig.of(new HostName("h1"), KafkaSettings.at("a:1"));
    Path file = Path.of("/etc/longshore/auth.json");
    WorkerConfig config =
        new WorkerConfig(
            plain.host(),
            plain.kafka(),
            plain.engine(),
            new WorkerConfig.Registries(file),
            plain.supervisor(),
            plain.hostRoot(),
            plain.lanes(),
            plain.limits(),
            plain.actions(),
            plain.shutdown(),
            plain.status(),
            plain.log());

    assertThat(WorkerSettings.podman(plain).authFile()).isNull();
    assertThat(WorkerSettings.podman(config).authFile()).isEqualTo(file);
  }
}
