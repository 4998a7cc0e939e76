package io.longshore.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Kills workers, one after another, in turn at a fault point and at a random moment, which lets
/// some work be done between times; and now and then the broker, Podman or the bus.
final class Nemesis {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LIFE = 3_000;
  private static final int CHILDHOOD = 1_500;
  private static final int LIVES_A_CHILDHOOD = 8;
  private static final int LIVES_A_DISTURBANCE = 6;
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final WorkerOnSite workers;
  private final BrokerProcess broker;
  private final Site site;
  private final String points;
  private final Random random;
  private int kills;
  private int disturbances;

  Nemesis(WorkerOnSite workers, BrokerProcess broker, Site site, String points, long seed) {
    this.workers = workers;
    this.broker = broker;
    this.site = site;
    this.points = points;
    this.random = new Random(seed);
  }

  /// Lets one worker live and die, now and then before it is ready.
  ///
  /// @throws IllegalStateException when it ended by itself
  void life() throws InterruptedException {
    String armed = kills % 2 == 0 ? points : FaultyWorker.NOTHING;
    try (JavaProcess worker = workers.start(armed, PlantedBug.NONE)) {
      int longest = LIFE;
      if (random.nextInt(LIVES_A_CHILDHOOD) == 0) {
        longest = CHILDHOOD;
      } else if (worker.awaitLineOrEnd("Worker ready", PATIENCE)
          && random.nextInt(LIVES_A_DISTURBANCE) == 0) {
        disturb();
      }
      Duration life = Duration.ofMillis(random.nextInt(longest));
      if (worker.awaitEnd(life) && worker.exitCode() != FaultPoints.KILLED) {
        throw new IllegalStateException("a worker ended by itself with " + worker.exitCode());
      }
      kills++;
    }
  }

  int kills() {
    return kills;
  }

  int disturbances() {
    return disturbances;
  }

  private void disturb() throws InterruptedException {
    disturbances++;
    List<Disturbance> all =
        List.of(this::killBroker, this::stopPodman, this::hangPodman, this::restartBus);
    all.get(random.nextInt(all.size())).make();
  }

  private void killBroker() throws InterruptedException {
    Thread.sleep(AWAY);
    broker.kill();
    Thread.sleep(AWAY);
    broker.startAgain();
  }

  private void stopPodman() throws InterruptedException {
    Thread.sleep(AWAY);
    site.stopPodman();
    Thread.sleep(AWAY);
    site.startPodman();
  }

  private void hangPodman() throws InterruptedException {
    Thread.sleep(AWAY);
    site.hangPodman();
    Thread.sleep(AWAY);
    site.letPodmanGoOn();
  }

  private void restartBus() throws InterruptedException {
    Thread.sleep(AWAY);
    site.restartBus();
  }

  /// Something that befalls what is around the worker, and passes.
  @FunctionalInterface
  private interface Disturbance {
    void make() throws InterruptedException;
  }
}
