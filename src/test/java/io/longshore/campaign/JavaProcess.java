package io.longshore.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A process of this Java with the class path of this one, which ends with it unless this one is
/// killed by SIGKILL.
final class JavaProcess implements AutoCloseable {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xmx256m",
          "-Djava.awt.headless=true");

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Thread end = new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end-processes");
    Runtime.getRuntime().addShutdownHook(end);
  }

  private final Process process;
  private final Path log;
  private final long logStart;

  private JavaProcess(Process process, Path log, long logStart) {
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /// Starts it; what it writes is appended to the log.
  static JavaProcess start(Path log, Class<?> main, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    line.addAll(FLAGS);
    line.addAll(List.of("-cp", CLASS_PATH, main.getName()));
    line.addAll(List.of(arguments));
    try {
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      RUNNING.add(process);
      return new JavaProcess(process, log, logStart);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until it writes that.
  ///
  /// @throws IllegalStateException when it ends before
  JavaProcess awaitLine(String text, Duration limit) throws InterruptedException {
    if (!awaitLineOrEnd(text, limit)) {
      throw new IllegalStateException("no '" + text + "' in " + log + ":\n" + written());
    }
    return this;
  }

  /// Waits until it writes that. False when it ends before.
  ///
  /// @throws IllegalStateException when it does neither in time
  boolean awaitLineOrEnd(String text, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!written().contains(text)) {
      if (!process.isAlive()) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no '" + text + "' yet in " + log + ":\n" + written());
      }
      Thread.sleep(20);
    }
    return true;
  }

  private String written() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = Math.toIntExact(Math.min(all.length, logStart));
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for its end. False when the limit passed first.
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// How it ended; it must have.
  int exitCode() {
    return process.exitValue();
  }

  /// Asks it to end by itself.
  void terminate() {
    process.destroy();
  }

  /// Ends it by SIGKILL; gone when this returns.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    RUNNING.remove(process);
  }
}
