package io.longshore.cli;

import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.kafka.KafkaSettings;
import io.longshore.kafka.Retention;
import io.longshore.supervisor.systemd.SystemdSettings;
import io.longshore.worker.WorkerAssembly;
import java.time.Duration;
import java.util.List;

/// The configuration in each adapter's own terms.
final class WorkerSettings {
  private static final Duration RESULTS_KEPT = Duration.ofDays(14);

  private WorkerSettings() {}

  static KafkaSettings kafka(WorkerConfig config) {
    return new KafkaSettings(
        String.join(",", config.kafka().bootstrap()),
        config.kafka().properties().values(),
        config.host(),
        retention(config.kafka().dedupeWindow()),
        config.kafka().createTopics(),
        config.kafka().replicationFactor(),
        null);
  }

  /// Commands stay in their topic for a third of the window, so that whole segments fit; results for two weeks or longer.
  static Retention retention(Duration dedupeWindow) {
    Duration results = dedupeWindow.compareTo(RESULTS_KEPT) > 0 ? dedupeWindow.multipliedBy(2) : RESULTS_KEPT;
    return new Retention(dedupeWindow.dividedBy(3), dedupeWindow, results);
  }

  static PodmanSettings podman(WorkerConfig config) {
    return PodmanSettings.of(config.engine().socket()).withCallLimit(config.engine().callLimit());
  }

  static SystemdSettings systemd(SupervisorSettings.Systemd settings) {
    return new SystemdSettings(
        settings.bus(), settings.unitDirectory(), settings.callLimit(), settings.reloadLimit(), List.of());
  }

  static WorkerAssembly.Limits limits(WorkerConfig config) {
    return new WorkerAssembly.Limits(
        config.lanes().mostInFlight(),
        config.engine().pullLimit(),
        config.engine().outageLimit(),
        config.kafka().dedupeWindow());
  }
}
