package io.longshore.bench;

import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `ops/bench [--quick] [a] [b] [c] [d] [e]`, or `ops/bench [--quick] f`.
public final class Bench {
  private Bench() {}

  /// Measures the parts named, or all.
  public static void main(String... arguments) throws Exception {
    Set<String> parts = new LinkedHashSet<>(List.of(arguments));
    boolean quick = parts.remove("--quick");
    if (parts.isEmpty()) {
      parts.addAll(List.of("a", "b", "c", "d", "e"));
    }
    if (parts.equals(Set.of("f"))) {
      AuditSpeed.measure(new Board(), quick);
      System.exit(0);
    }
    if (!Set.of("a", "b", "c", "d", "e").containsAll(parts)) {
      System.err.println(
          "usage: ops/bench [--quick] [a] [b] [c] [d] [e], or ops/bench [--quick] f");
      System.exit(64);
    }
    Board board = new Board();
    try (TestFleet fleet = TestFleet.start("t=trixie")) {
      TestHost host = fleet.host("t");
      facts(board, host, quick);
      for (String part : parts) {
        switch (part) {
          case "a" -> Handling.measure(host, fleet.registries(), board, quick);
          case "b" -> Latency.measure(board, quick);
          case "c" -> Throughput.measure(host, board, quick);
          case "d" -> Footprint.measure(host, board, quick);
          default -> Recoveries.measure(host, board, quick);
        }
        board.fact("load now", load());
      }
    }
    System.exit(0);
  }

  private static void facts(Board board, TestHost host, boolean quick) throws Exception {
    board.heading("machine" + (quick ? " (--quick: few rounds, so only a hint)" : ""));
    board.fact("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    board.fact("load", load());
    board.fact("java", Runtime.version().toString());
    board.fact("podman", host.exec("podman", "--version").stdout());
    board.fact(
        "systemd", host.exec("systemctl", "--version").stdout().lines().findFirst().orElse("?"));
  }

  private static String load() throws Exception {
    return Files.readString(Path.of("/proc/loadavg"));
  }
}
