package io.longshore.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// What Prometheus's own clients tell of a process, and the heap: read when asked for, without the
/// JVM's management beans, which cost more memory than the figures are worth.
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int KIBIBYTE = 1024;
  private static final double MILLIS_A_SECOND = 1000;

  private ProcessMetrics() {}

  static void bind(MeterRegistry registry) {
    Runtime runtime = Runtime.getRuntime();
    bytes(
        "jvm.memory.used",
        "Heap in use",
        registry,
        () -> runtime.totalMemory() - runtime.freeMemory());
    bytes("jvm.memory.max", "The most heap there can be", registry, runtime::maxMemory);
    bytes("process.resident.memory", "Resident memory", registry, ProcessMetrics::resident);
    double begun =
        ProcessHandle.current().info().startInstant().orElseGet(Instant::now).toEpochMilli()
            / MILLIS_A_SECOND;
    Gauge.builder("process.start.time", () -> begun)
        .description("When the process began, since 1970")
        .baseUnit("seconds")
        .register(registry);
  }

  private interface Bytes {
    long get();
  }

  private static void bytes(String name, String description, MeterRegistry registry, Bytes value) {
    Gauge.builder(name, value::get).description(description).baseUnit("bytes").register(registry);
  }

  /// Zero where the kernel does not tell.
  private static long resident() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
