package io.longshore.bench;

import io.longshore.testhost.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Part (c): many comparisons side by side.
final class Throughput {
  private static final double GOAL = 0.9;
  private static final List<Integer> LANES = List.of(1, 8, 32);

  /// So many that neither side's code is still being compiled when it is measured.
  private static final int WARM_UPS = 6;

  private static final int PASSES = 5;

  private Throughput() {}

  static void measure(TestHost host, Board board, boolean quick) throws Exception {
    int containers = quick ? 10 : 50;
    cleanUpSoon(host);
    board.heading("(c) throughput of compare-unchanged over " + containers + " containers");
    try (OurSide ours = new OurSide(host);
        FloorSide floor = new FloorSide(host)) {
      run(8, containers, i -> () -> ours.take(Commands.start(name(i), Commands.KOLLA), true));
      IntFunction<Callable<Long>> oursTakes =
          i -> () -> ours.take(Commands.compare(name(i % containers), Commands.KOLLA), false);
      IntFunction<Callable<Long>> floorTakes =
          i -> Turn.of(() -> floor.compare(name(i % containers), Commands.KOLLA))::run;
      for (int pass = 0; pass < (quick ? 1 : WARM_UPS); pass++) {
        run(8, containers, oursTakes);
        run(8, containers, floorTakes);
      }
      for (int lanes : LANES) {
        measure(board, lanes, containers, oursTakes, floorTakes);
      }
      run(8, containers, i -> () -> ours.take(Commands.stopAndRemove(name(i)), true));
    }
  }

  /// After each check Podman keeps two processes and begins a third that cleans up, by default five
  /// minutes later: the last passes would pay for the first.
  private static void cleanUpSoon(TestHost host) {
    String settings = "/etc/containers/containers.conf.d";
    host.exec("mkdir", "-p", settings).orThrow();
    host.exec(
            "sh",
            "-c",
            "printf '[engine]\\nexit_command_delay = 10\\n' > " + settings + "/soon.conf")
        .orThrow();
    host.exec("systemctl", "stop", "podman.service").orThrow();
  }

  private static void measure(
      Board board,
      int lanes,
      int count,
      IntFunction<Callable<Long>> ours,
      IntFunction<Callable<Long>> floor)
      throws Exception {
    double oursSeconds = 0;
    double floorSeconds = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      oursSeconds += run(lanes, count, ours);
      floorSeconds += run(lanes, count, floor);
    }
    board.throughput(
        lanes + (lanes == 1 ? " lane" : " lanes"),
        PASSES * count / oursSeconds,
        PASSES * count / floorSeconds,
        GOAL);
  }

  private static String name(int number) {
    return "many-" + number;
  }

  /// How many seconds the tasks take.
  private static double run(int lanes, int count, IntFunction<Callable<Long>> task)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        tasks.add(task.apply(i));
      }
      long begun = System.nanoTime();
      for (Future<Long> done : threads.invokeAll(tasks)) {
        done.get();
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }
}
