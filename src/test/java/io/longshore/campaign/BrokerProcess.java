package io.longshore.campaign;

import io.longshore.Main;
import io.longshore.testhost.FreePort;
import java.nio.file.Path;
import java.time.Duration;

/// A broker in a process of its own, which can be killed and goes on from its files.
final class BrokerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final String address = "127.0.0.1:" + FreePort.onLoopback();
  private JavaProcess process;

  /// @param directory for its files and its log
  BrokerProcess(Path directory) throws InterruptedException {
    this.directory = directory;
    this.process = started();
  }

  String address() {
    return address;
  }

  /// Ends it by SIGKILL.
  void kill() {
    process.close();
  }

  /// Starts it again; it serves when this returns.
  void startAgain() throws InterruptedException {
    process = started();
  }

  private JavaProcess started() throws InterruptedException {
    return JavaProcess.start(
            directory.resolve("broker.log"),
            Main.class,
            "broker",
            "--listen",
            address,
            "--data",
            directory.resolve("broker").toString(),
            "--hosts",
            Workload.HOST)
        .awaitLine("Topics are there", PATIENCE);
  }

  @Override
  public void close() {
    kill();
  }
}
