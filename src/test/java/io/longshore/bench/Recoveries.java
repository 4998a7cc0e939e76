package io.longshore.bench;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.command.CommandId;
import io.longshore.ledger.Ledger;
import io.longshore.testhost.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Part (e): the worker as it is shipped is killed while it works and started again, with an empty
/// and with a full ledger; and its memory on the way from the one to the other.
final class Recoveries {
  private static final double READY_GOAL = 2;
  private static final double GROWTH_GOAL = 25;
  private static final double LEDGER_GOAL = 150;
  private static final int IN_FLIGHT = 50;
  private static final int BURST = 200;
  private static final int SAMPLES = 10;
  private static final int REMEMBERED = 100_000;

  private final Board board;
  private final Path config;
  private final Correspondent correspondent;
  private int sent;

  private Recoveries(Board board, Path config, Correspondent correspondent) {
    this.board = board;
    this.config = config;
    this.correspondent = correspondent;
  }

  static void measure(TestHost host, Board board, boolean quick) throws Exception {
    int kills = quick ? 5 : 100;
    int commands = quick ? 2_000 : 100_000;
    board.heading(
        "(e) recovery of the worker's process, from target/dist, by SIGKILL while it works");
    ledgerBytes(board);
    Path directory = Files.createTempDirectory("longshore-bench");
    Path config = directory.resolve("worker.yaml");
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start()) {
      Files.writeString(config, Footprint.config(host, broker));
      new WorkerRun(config).close(); // Makes the topics.
      try (Correspondent correspondent =
          new Correspondent(
              broker.bootstrapServers(), "longshore.commands.bench", "longshore.results.bench")) {
        Recoveries recoveries = new Recoveries(board, config, correspondent);
        recoveries.kill(kills, "an empty ledger");
        recoveries.fill(commands);
        recoveries.kill(kills, "a ledger of " + commands + " results");
      }
    } finally {
      Files.deleteIfExists(config);
      Files.delete(directory);
    }
  }

  private void kill(int number, String ledger) throws Exception {
    Samples ready = new Samples();
    WorkerRun run = new WorkerRun(config);
    for (int i = 0; i < number; i++) {
      send(IN_FLIGHT);
      run.kill();
      run = new WorkerRun(config);
      ready.add(run.nanosToReady());
      correspondent.awaitResults(IN_FLIGHT);
    }
    run.close();
    board.figure(
        "killed to `Worker ready`, " + ledger + ", median of " + number,
        ready.medianMillis() / 1000,
        "s  ",
        READY_GOAL);
    board.figure("the same, p99", ready.p99Millis() / 1000, "s  ", READY_GOAL);
  }

  /// What the ledger remembers is all that may be added: about 15 MiB for 100,000 commands.
  private void fill(int commands) throws Exception {
    try (WorkerRun run = new WorkerRun(config)) {
      double early = 0;
      for (int sample = 1; sample <= SAMPLES; sample++) {
        for (int left = commands / SAMPLES; left > 0; left -= BURST) {
          send(Math.min(BURST, left));
          correspondent.awaitResults(Math.min(BURST, left));
        }
        double resident = run.residentMiB();
        early = sample == 2 ? resident : early;
        board.fact(
            "resident", "%.1f MiB after %d".formatted(resident, sample * commands / SAMPLES));
      }
      board.figure(
          "resident, grown over the last 80 % of " + commands + " commands",
          run.residentMiB() - early,
          "MiB",
          GROWTH_GOAL);
    }
  }

  private void send(int number) {
    for (int i = 0; i < number; i++) {
      Future<RecordMetadata> _ =
          correspondent.send(
              "stop_container", "e-" + sent++, "{\"name\":\"absent\",\"ignore_missing\":true}");
    }
  }

  /// By the heap in use before and after, garbage collected, of this JVM: object headers of 8 or 12
  /// bytes, whichever it has.
  private static void ledgerBytes(Board board) {
    long before = heapInUse();
    Ledger ledger = new Ledger(Duration.ofDays(1));
    String digest = "0123456789abcdef".repeat(4);
    for (int i = 0; i < REMEMBERED; i++) {
      CommandId id = new CommandId("a-command-of-a-scheduler-" + i);
      ledger.register(id, digest, Instant.EPOCH);
      ledger.finished(id, digest, i);
    }
    double bytes = (heapInUse() - before) / (double) ledger.size();
    board.figure("ledger, heap for each of " + REMEMBERED + " commands", bytes, "B  ", LEDGER_GOAL);
  }

  static long heapInUse() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
