package io.longshore.campaign;

import io.longshore.cli.CommandLines;
import io.longshore.cli.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/// `ops/campaign`: sends commands through every fault, and tells what promises were broken.
final class Campaign {
  private static final Duration TO_THE_END = Duration.ofMinutes(10);
  private static final Duration DRAIN = Duration.ofMinutes(1);

  private final Options options;
  private final Path directory;

  /// @param directory for everything that is written, which is left for whoever looks for a reason
  Campaign(Options options, Path directory) {
    this.options = options;
    this.directory = directory;
  }

  /// Ends with 0 when no promise was broken, 1 when one was, 64 for unknown arguments.
  public static void main(String... arguments) throws Exception {
    Options options;
    try {
      options = Options.of(List.of(arguments), System.nanoTime());
    } catch (IllegalArgumentException e) {
      System.err.println(Options.USAGE);
      System.exit(64);
      return;
    }
    Path directory = Files.createTempDirectory("longshore-campaign-");
    System.out.println("campaign: " + options + " in " + directory);
    Result result = new Campaign(options, directory).run();
    System.out.println(result);
    System.exit(result.isSound() ? 0 : 1);
  }

  Result run() throws IOException, InterruptedException {
    try (Site site = new Site(options.release());
        BrokerProcess broker = new BrokerProcess(directory)) {
      Workload workload = new Workload(options.seed(), site.images());
      WorkerOnSite workers = new WorkerOnSite(directory, site, broker.address());
      Nemesis nemesis = new Nemesis(workers, broker, site, options);
      try (Scheduler scheduler =
          new Scheduler(broker.address(), workload.first(), workload::next)) {
        struggle(scheduler, nemesis, workers);
        scheduler.stopSending();
        comeToRest(workers, scheduler);
      }
      return new Result(
          Findings.of(evidence(broker, site)),
          audit(broker),
          nemesis.kills(),
          points(workers),
          nemesis.gaveUp(),
          nemesis.disturbances());
    }
  }

  private void struggle(Scheduler scheduler, Nemesis nemesis, WorkerOnSite workers)
      throws InterruptedException {
    long end = System.nanoTime() + options.limit().toNanos();
    while ((System.nanoTime() < end || nemesis.kills() == 0 || points(workers) == 0)
        && (scheduler.sent() < options.commands() || nemesis.kills() < options.kills())) {
      nemesis.life();
      System.out.printf(
          "%5d kills, %6d messages, %3d unanswered%n",
          nemesis.kills(), scheduler.sent(), scheduler.unanswered());
    }
    nemesis.endTrouble();
  }

  private static int points(WorkerOnSite workers) {
    return FaultPoints.spentIn(workers.spent()).size();
  }

  /// A last worker answers what is left; what it does not answer in time counts as missing.
  private static void comeToRest(WorkerOnSite workers, Scheduler scheduler)
      throws InterruptedException {
    try (JavaProcess worker = workers.startSound()) {
      long end = System.nanoTime() + TO_THE_END.toNanos();
      while (scheduler.unanswered() > 0 && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      worker.terminate();
      if (!worker.awaitEnd(DRAIN)) {
        throw new IllegalStateException("the last worker does not end");
      }
    }
  }

  private static Evidence evidence(BrokerProcess broker, Site site) {
    TopicReader topics = new TopicReader(broker.address());
    return new Evidence(
        topics.asked(), topics.told(), site.effects(), site.containers(), site.volumes());
  }

  /// What `longshore audit verify` says of the topics, which it alone reads.
  private static Audit audit(BrokerProcess broker) {
    StringWriter out = new StringWriter();
    CommandLine longshore = CommandLines.of(Surroundings.ofThisProcess());
    longshore.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int exitCode =
        longshore.execute("audit", "verify", "--patience=0s", "--bootstrap", broker.address());
    return new Audit(exitCode, out.toString());
  }

  /// A verification's end.
  record Audit(int exitCode, String told) {}

  /// What a campaign came to.
  ///
  /// @param audit the verification of its topics
  /// @param kills of workers
  /// @param points different fault points at which workers were killed
  /// @param gaveUp workers that ended by themselves
  /// @param disturbances of broker, Podman and bus
  record Result(
      Findings findings, Audit audit, int kills, int points, int gaveUp, int disturbances) {
    /// Whether nobody has found anything.
    boolean isSound() {
      return findings.violations().isEmpty() && audit.exitCode() == 0;
    }

    @Override
    public String toString() {
      return findings.report()
          + "\n  audit verify    "
          + audit.told().indent(18).strip()
          + "\n  kills           %6d  (at %d different points)\n  gave up         %6d  (by themselves)\n  disturbances    %6d"
              .formatted(kills, points, gaveUp, disturbances);
    }
  }
}
