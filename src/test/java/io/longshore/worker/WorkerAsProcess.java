package io.longshore.worker;

import io.longshore.Main;
import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A worker in a process of its own, as `longshore worker` starts it.
final class WorkerAsProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private final Process process;
  private final Path log;

  private WorkerAsProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts a worker, and returns once it takes commands.
  ///
  /// @param directory for its configuration and its log
  static WorkerAsProcess start(
      WorkerConfig config, SupervisorSettings.Systemd systemd, Path directory)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("worker.yaml"), yaml(config, systemd));
    Path log = directory.resolve("worker.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            CLASS_PATH,
            Main.class.getName(),
            "worker",
            "--config",
            file.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    WorkerAsProcess worker = new WorkerAsProcess(process, log);
    worker.awaitReady();
    return worker;
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log).contains("Worker ready")) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        close();
        throw new AssertionError("the worker does not become ready:\n" + Files.readString(log));
      }
      Thread.sleep(50);
    }
  }

  /// Kills it with SIGKILL; gone when this returns.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Tells it to end, as systemd does.
  void terminate() {
    process.destroy();
  }

  /// Waits until it has ended by itself.
  ///
  /// @return what it has logged
  String awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE)) {
      throw new AssertionError("the worker does not end:\n" + log());
    }
    return log();
  }

  /// What it has logged so far.
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    kill();
  }

  private static String yaml(WorkerConfig config, SupervisorSettings.Systemd systemd) {
    return """
    host: %s
    kafka: {bootstrap: ["%s"]}
    engine: {socket: %s}
    supervisor: {kind: systemd, bus: "%s", unitDirectory: %s}
    hostRoot: %s
    """
        .formatted(
            config.host(),
            String.join("\", \"", config.kafka().bootstrap()),
            config.engine().socket(),
            systemd.bus(),
            systemd.unitDirectory(),
            config.hostRoot());
  }
}
