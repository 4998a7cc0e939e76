package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private final Lanes<Runnable> lanes = new Lanes<>(Runnable::run);

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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
