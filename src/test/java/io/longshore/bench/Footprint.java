package io.longshore.bench;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.testhost.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Part (d): the worker as it is shipped, as a process of its own: `target/dist` with its launcher,
/// flags and AOT cache.
final class Footprint {
  private static final double READY_GOAL = 0.6;
  private static final double IDLE_GOAL = 115;
  private static final double BUSY_GOAL = 130;

  private Footprint() {}

  static void measure(TestHost host, Board board, boolean quick) throws Exception {
    board.heading("(d) the worker's process, from target/dist");
    boolean cached = Files.exists(Path.of("target", "dist", "longshore.aot"));
    board.fact("AOT cache", cached ? "yes" : "no: make it with ops/aot");
    Path directory = Files.createTempDirectory("longshore-bench");
    Path config = directory.resolve("worker.yaml");
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start()) {
      Files.writeString(config, config(host, broker));
      starts(board, config, quick ? 3 : 9);
      memory(board, config, broker, quick);
    } finally {
      Files.deleteIfExists(config);
      Files.delete(directory);
    }
  }

  /// The configuration of a worker for that host.
  static String config(TestHost host, EmbeddedBroker broker) {
    return """
    host: bench
    kafka: {bootstrap: ["%s"]}
    engine: {socket: "%s"}
    supervisor: {kind: systemd, bus: "unix:path=%s", unitDirectory: "%s"}
    hostRoot: "%s"
    lanes: {supersede: false}
    """
        .formatted(
            broker.bootstrapServers(),
            host.podmanSocket(),
            host.dbusSocket(),
            host.root().resolve("etc/systemd/system"),
            host.root());
  }

  /// The first start makes the topics, and does not count.
  private static void starts(Board board, Path config, int number) throws Exception {
    new WorkerRun(config).close();
    Samples taken = new Samples();
    Samples processor = new Samples();
    for (int i = 0; i < number; i++) {
      try (WorkerRun run = new WorkerRun(config)) {
        taken.add(run.nanosToReady());
        processor.add(run.processorNanosToReady());
      }
    }
    board.figure(
        "launcher started to `Worker ready`, median of " + number,
        taken.medianMillis() / 1000,
        "s  ",
        READY_GOAL);
    board.fact("of that", "%.2f s of processor time".formatted(processor.medianMillis() / 1000));
  }

  private static void memory(Board board, Path config, EmbeddedBroker broker, boolean quick)
      throws Exception {
    int idleSeconds = quick ? 15 : 60;
    int commands = quick ? 1_000 : 10_000;
    try (WorkerRun run = new WorkerRun(config);
        Correspondent correspondent =
            new Correspondent(
                broker.bootstrapServers(), "longshore.commands.bench", "longshore.results.bench")) {
      Thread.sleep(idleSeconds * 1000L);
      board.figure("resident, idle for " + idleSeconds + " s", run.residentMiB(), "MiB", IDLE_GOAL);
      board.fact("proportional", "%.1f MiB".formatted(run.proportionalMiB()));
      send(correspondent, List.of("d-0", "d-1", "d-2", "d-3"), 4);
      send(correspondent, List.of("d-0", "d-1", "d-2", "d-3"), commands);
      board.figure(
          "resident, after " + commands + " commands (start-unchanged)",
          run.residentMiB(),
          "MiB",
          BUSY_GOAL);
      board.fact("proportional", "%.1f MiB".formatted(run.proportionalMiB()));
    }
  }

  private static void send(Correspondent correspondent, List<String> names, int number) {
    for (int sent = 0; sent < number; ) {
      int burst = Math.min(200, number - sent);
      for (int i = 0; i < burst; i++, sent++) {
        String name = names.get(sent % names.size());
        Future<RecordMetadata> _ =
            correspondent.send(
                "start_container",
                "d-" + number + "-" + sent,
                "{\"name\":\"%s\",\"image\":\"%s\",\"restart_policy\":\"unless-stopped\"}"
                    .formatted(name, Commands.TOOLS.text()));
      }
      correspondent.awaitResults(burst);
    }
  }
}
