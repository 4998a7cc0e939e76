package io.longshore.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Starts workers for a site, one after another.
final class WorkerOnSite {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path directory;
  private final Path config;

  /// @param directory for its configuration and its log
  WorkerOnSite(Path directory, Site site, String bootstrap) throws IOException {
    this.directory = directory;
    this.config =
        Files.writeString(
            directory.resolve("worker.yaml"),
            """
            host: %s
            kafka: {bootstrap: ["%s"]}
            engine: {socket: "%s"}
            supervisor: {kind: systemd, bus: "unix:path=%s", unitDirectory: "%s"}
            hostRoot: "%s"
            actions: {missingConfigChecker: same, replacementSettle: 300ms}
            """
                .formatted(
                    Workload.HOST,
                    bootstrap,
                    site.host().podmanSocket(),
                    site.host().dbusSocket(),
                    site.host().root().resolve("etc/systemd/system"),
                    site.host().root()));
  }

  /// The points that have ended a worker, one a line.
  Path spent() {
    return directory.resolve("points");
  }

  /// Starts a worker that may end at once by what is armed.
  ///
  /// @param salt picks a few of many points
  JavaProcess start(String armed, PlantedBug bug, int salt) {
    return JavaProcess.start(
        directory.resolve("worker.log"),
        FaultyWorker.class,
        config.toString(),
        spent().toString(),
        armed,
        bug.name(),
        Integer.toString(salt));
  }

  /// Starts a worker without faults; it takes commands when this returns.
  JavaProcess startSound() throws InterruptedException {
    return start(FaultyWorker.NOTHING, PlantedBug.NONE, 0).awaitLine("Worker ready", PATIENCE);
  }
}
