package io.longshore.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A worker's process, ready.
final class WorkerRun implements AutoCloseable {
  private static final long NANOS_A_TICK = 10_000_000L;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Thread end = new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end-workers");
    Runtime.getRuntime().addShutdownHook(end);
  }

  private final Process process;
  private final long nanosToReady;
  private final long processorNanosToReady;

  WorkerRun(Path config) throws Exception {
    CompletableFuture<Long> ready = new CompletableFuture<>();
    long begun = System.nanoTime();
    process =
        new ProcessBuilder("target/dist/bin/longshore", "worker", "--config", config.toString())
            .redirectErrorStream(true)
            .start();
    RUNNING.add(process);
    Thread.ofPlatform().daemon().name("bench-worker-log").start(() -> read(ready));
    nanosToReady = ready.get(60, TimeUnit.SECONDS) - begun;
    processorNanosToReady = processorNanos();
  }

  private void read(CompletableFuture<Long> ready) {
    StringBuilder log = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("Worker ready")) {
          ready.complete(System.nanoTime());
        }
        if (!ready.isDone()) {
          log.append(line).append('\n');
        }
      }
      ready.completeExceptionally(new IllegalStateException("the worker ended: " + log));
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException(e));
    }
  }

  long nanosToReady() {
    return nanosToReady;
  }

  /// The processor time that getting ready took, on all cores together: what a busy machine
  /// stretches.
  long processorNanosToReady() {
    return processorNanosToReady;
  }

  private long processorNanos() throws IOException {
    String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    return NANOS_A_TICK
        * (Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(SYSTEM_TICKS)));
  }

  /// The launcher has become the worker (`exec`), so the process is the worker itself.
  double residentMiB() throws IOException {
    return kibibytes("status", "VmRSS:") / 1024.0;
  }

  /// Pages shared with other processes counted by their share.
  double proportionalMiB() throws IOException {
    return kibibytes("smaps_rollup", "Pss:") / 1024.0;
  }

  private long kibibytes(String file, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file)).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /// Ends it by SIGKILL; gone when this returns.
  void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd(Duration.ofSeconds(60));
  }

  private void awaitEnd(Duration limit) {
    Process _ = process.onExit().orTimeout(limit.toSeconds(), TimeUnit.SECONDS).join();
    RUNNING.remove(process);
  }
}
