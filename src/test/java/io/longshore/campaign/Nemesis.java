package io.longshore.campaign;

import io.longshore.cli.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Kills workers, one after another, at a fault point or at a random moment when they come to none;
/// and now and then the broker, Podman or the bus. Once its kills are spent it lets workers live
/// longer, and kills at random moments only.
final class Nemesis {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final long CHILDHOOD = 1_500;
  private static final int LIVES_A_CHILDHOOD = 8;
  private static final int LIVES_A_QUIET_ONE = 3;
  private static final int LIVES_A_TROUBLE = 5;
  private static final Duration AWAY = Duration.ofSeconds(1);

  /// Hunted workers answer some five messages each: the rest would take hours.
  private static final Duration UNHUNTED = Duration.ofMinutes(1);

  private final WorkerOnSite workers;
  private final List<Trouble> troubles;
  private final Options options;
  private final Random random;
  private @Nullable Trouble going;
  private int kills;
  private int gaveUp;
  private int disturbances;

  Nemesis(WorkerOnSite workers, BrokerProcess broker, Site site, Options options) {
    this.workers = workers;
    this.options = options;
    this.random = new Random(options.seed());
    this.troubles =
        List.of(
            new Trouble(broker::kill, broker::startAgain),
            new Trouble(site::stopPodman, site::startPodman),
            new Trouble(site::hangPodman, site::letPodmanGoOn),
            new Trouble(site::restartBus, () -> {}));
  }

  /// Lets one worker live and die, now and then before it is ready.
  ///
  /// One whose transactions the broker refuses for good gives up, and leaves what is unanswered to
  /// the next, which its unit starts: so does this.
  ///
  /// @throws IllegalStateException when it ended by itself otherwise
  void life() throws InterruptedException {
    boolean hunted = kills < options.kills();
    boolean quiet = !hunted || kills % LIVES_A_QUIET_ONE == 0;
    String armed = quiet ? FaultyWorker.NOTHING : options.points();
    long born = System.nanoTime();
    try (JavaProcess worker = workers.start(armed, PlantedBug.NONE, random.nextInt())) {
      endTrouble();
      long longest = CHILDHOOD;
      if (random.nextInt(LIVES_A_CHILDHOOD) > 0
          && worker.awaitLineOrEnd("Worker ready", PATIENCE)) {
        // Where it takes long to be ready, all takes long.
        Duration most = hunted ? options.life() : UNHUNTED;
        longest = Math.max(most.toMillis(), (System.nanoTime() - born) / NANOS_A_MILLI);
        maybeTrouble();
      }
      Duration life = Duration.ofMillis(random.nextLong(longest));
      if (!worker.awaitEnd(life) || worker.exitCode() == FaultPoints.KILLED) {
        kills++;
      } else if (worker.exitCode() == ExitCode.UNAVAILABLE.number()) {
        gaveUp++;
      } else {
        throw new IllegalStateException("a worker ended by itself with " + worker.exitCode());
      }
    }
  }

  /// Lets what is around the worker be well again.
  void endTrouble() throws InterruptedException {
    if (going != null) {
      Thread.sleep(AWAY);
      going.end.happen();
      going = null;
    }
  }

  int kills() {
    return kills;
  }

  /// How many workers gave up.
  int gaveUp() {
    return gaveUp;
  }

  int disturbances() {
    return disturbances;
  }

  /// Half of them last until after the worker's death and into the life of the next.
  private void maybeTrouble() throws InterruptedException {
    if (random.nextInt(LIVES_A_TROUBLE) == 0) {
      disturbances++;
      going = troubles.get(random.nextInt(troubles.size()));
      Thread.sleep(random.nextLong(AWAY.toMillis()));
      going.begin.happen();
      if (random.nextBoolean()) {
        endTrouble();
      }
    }
  }

  /// Something that befalls what is around the worker, and passes.
  private record Trouble(Event begin, Event end) {}

  /// What happens.
  @FunctionalInterface
  private interface Event {
    void happen() throws InterruptedException;
  }
}
