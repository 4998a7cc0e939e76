package io.longshore.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A worker in a process of its own.
final class WorkerChild implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private WorkerChild(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(() -> read(process.errorReader()));
  }

  static WorkerChild start(Path config) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new WorkerChild(
        new ProcessBuilder(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.longshore.Main",
                "worker",
                "--config",
                config.toString())
            .start());
  }

  /// Waits for a line that holds the text.
  String awaitLine(String text) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (String line : lines) {
        if (line.contains(text)) {
          return line;
        }
      }
      Thread.sleep(20);
    }
    throw new TimeoutException("no line with '" + text + "' in " + lines);
  }

  long processId() {
    return process.pid();
  }

  /// Sends SIGTERM; unlike [Process#destroy], what the worker says then is still read.
  void terminate() {
    process.toHandle().destroy();
  }

  int awaitExitCode() throws InterruptedException, TimeoutException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("the worker does not end: " + lines);
    }
    reader.join();
    return process.exitValue();
  }

  /// What it wrote to standard error so far.
  List<String> lines() {
    return List.copyOf(lines);
  }

  private void read(BufferedReader errors) {
    try {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
