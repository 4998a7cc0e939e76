package io.longshore.emulator;

import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/// How an emulated host takes its commands, by chance.
///
/// @param fastest the least time that an effect on a container takes
/// @param slowest the most
/// @param failing in so many of a hundred commands a container cannot be made or restarted
/// @param seed of what happens by chance; the same one brings about the same
public record Behaviour(Duration fastest, Duration slowest, double failing, long seed) {
  private static final Set<FakeOperation> SLOW =
      EnumSet.of(
          FakeOperation.START_CONTAINER, FakeOperation.RESTART_CONTAINER, FakeOperation.PULL_IMAGE);
  private static final Set<FakeOperation> FRAIL =
      EnumSet.of(FakeOperation.CREATE_CONTAINER, FakeOperation.RESTART_CONTAINER);
  private static final double WHOLE = 100;

  /// Makes an engine behave so.
  ///
  /// @param host tells one host's chances from another's
  public void of(FakeContainerEngine engine, String host) {
    SplittableRandom chances = new SplittableRandom(seed * 31 + host.hashCode());
    engine.images().publishEverything();
    engine.faults().before((operation, target) -> at(operation, target, chances));
  }

  private void at(FakeOperation operation, String target, SplittableRandom chances) {
    if (SLOW.contains(operation)) {
      rest(drawn(chances));
    }
    if (FRAIL.contains(operation) && draw(chances) < failing / WHOLE) {
      throw FakeFaults.failure(FailureKind.ENGINE, "cannot " + operation + " " + target);
    }
  }

  private long drawn(SplittableRandom chances) {
    return fastest.toMillis() + Math.round(draw(chances) * slowest.minus(fastest).toMillis());
  }

  private static double draw(SplittableRandom chances) {
    synchronized (chances) {
      return chances.nextDouble();
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw FakeFaults.failure(FailureKind.TIMED_OUT, "was interrupted");
    }
  }
}
