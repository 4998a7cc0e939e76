package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int CROWD = 4;
  private final Lanes<Runnable> lanes = new Lanes<>((task, _) -> task.run(), _ -> 1, CROWD);

  @Test
  void tasksOfOneLaneRunInTheOrderInWhichTheyCame() throws InterruptedException {
    Map<String, List<Integer>> ran = new ConcurrentHashMap<>();
    for (int task = 0; task < 500; task++) {
      int number = task;
      String lane = "container/" + task % 7;
      lanes.submit(
          lane, () -> ran.computeIfAbsent(lane, _ -> new CopyOnWriteArrayList<>()).add(number));
    }

    assertThat(lanes.awaitIdle(LIMIT)).isTrue();
    assertThat(ran.values()).hasSize(7).allSatisfy(numbers -> assertThat(numbers).isSorted());
    assertThat(ran.values().stream().mapToInt(List::size).sum()).isEqualTo(500);
  }

  @Test
  void aLaneThatWaitsDelaysNoOther() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    lanes.submit("container/slow", () -> await(held));
    lanes.submit("container/quick", other::countDown);

    assertThat(other.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(lanes.inFlight()).isGreaterThanOrEqualTo(1);
    assertThat(lanes.awaitIdle(Duration.ofMillis(20))).isFalse();

    held.countDown();
    assertThat(lanes.awaitIdle(LIMIT)).isTrue();
    assertThat(lanes.active()).isZero();
  }

  @Test
  void onlyATaskThatStoodBehindAnotherHasWaited() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Map<String, Boolean> waits = new ConcurrentHashMap<>();
    Lanes<String> told =
        new Lanes<>(
            (task, waited) -> {
              waits.put(task, waited);
              await(held);
            },
            _ -> 1,
            CROWD);
    told.submit("container/a", "first");
    told.submit("container/a", "second");
    held.countDown();

    assertThat(told.awaitIdle(LIMIT)).isTrue();
    assertThat(waits).containsEntry("first", false).containsEntry("second", true);
  }

  @Test
  void aLaneIsCrowdedUntilHalfOfItIsGoneAndOnlyItsCrowdCounts() throws InterruptedException {
    Semaphore turns = new Semaphore(0);
    for (int task = 0; task < 2 + CROWD; task++) {
      lanes.submit("container/slow", turns::acquireUninterruptibly);
    }
    lanes.submit("container/quick", () -> {});

    assertThat(lanes.isCrowded("container/slow")).isTrue();
    assertThat(lanes.isCrowded("container/quick")).isFalse();
    assertThat(lanes.excess(_ -> true)).isEqualTo(1);
    turns.release(3);
    awaitQueued(2);
    assertThat(lanes.isCrowded()).isFalse();
    assertThat(lanes.excess(_ -> true)).isZero();

    turns.release(3);
    assertThat(lanes.awaitIdle(LIMIT)).isTrue();
  }

  @Test
  void aHeavyTaskCrowdsItsLaneAndIsLoadUntilItEnds() throws InterruptedException {
    Lanes<Semaphore> heavy =
        new Lanes<>((task, _) -> task.acquireUninterruptibly(), _ -> CROWD + 3, CROWD);
    Semaphore turns = new Semaphore(0);
    heavy.submit("container/a", turns);
    assertThat(heavy.isCrowded()).isFalse();
    heavy.submit("container/a", turns);

    assertThat(heavy.isCrowded("container/a")).isTrue();
    assertThat(heavy.load()).isEqualTo(2 * (CROWD + 3));
    assertThat(heavy.excess(_ -> true)).isEqualTo(3);
    assertThat(heavy.inFlight()).isEqualTo(2);
    turns.release(2);
    assertThat(heavy.awaitIdle(LIMIT)).isTrue();
    assertThat(heavy.load()).isZero();
  }

  private void awaitQueued(int number) throws InterruptedException {
    while (lanes.queued() > number) {
      Thread.sleep(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
