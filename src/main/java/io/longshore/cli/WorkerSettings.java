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

  /// As long as Longshore's topics keep messages by default, as far as the window leaves room for
  /// that.
  static Retention retention(Duration dedupeWindow) {
    Duration commands = dedupeWindow.dividedBy(3);
    Duration results = dedupeWindow.multipliedBy(2);
    return new Retention(
        commands.compareTo(Retention.DEFAULT.commands()) < 0
            ? commands
            : Retention.DEFAULT.commands(),
        dedupeWindow,
        results.compareTo(Retention.DEFAULT.results()) > 0 ? results : Retention.DEFAULT.results());
  }

  static PodmanSettings podman(WorkerConfig config) {
    return PodmanSettings.of(config.engine().socket())
        .withCallLimit(config.engine().callLimit())
        .withAuthFile(config.registries().authFile())
        .withAnonymousVolumes(config.engine().removeAnonymousVolumes());
  }

  static SystemdSettings systemd(SupervisorSettings.Systemd settings) {
    return new SystemdSettings(
        settings.bus(),
        settings.unitDirectory(),
        settings.callLimit(),
        settings.reloadLimit(),
        List.of());
  }

  static WorkerAssembly.Limits limits(WorkerConfig config) {
    return new WorkerAssembly.Limits(
        config.lanes().mostInFlight(),
        config.engine().pullLimit(),
        config.engine().outageLimit(),
        config.kafka().dedupeWindow(),
        config.lanes().supersede());
  }
}
