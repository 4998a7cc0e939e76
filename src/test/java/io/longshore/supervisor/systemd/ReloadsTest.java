package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReloadsTest {
  @Test
  void whoeverComesWhileOneRunsSharesTheNext() throws Exception {
    CountDownLatch firstRuns = new CountDownLatch(1);
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    AtomicInteger read = new AtomicInteger();
    Reloads reloads =
        new Reloads(() -> {
          read.set(written.get());
          if (runs.incrementAndGet() == 1) {
            firstRuns.countDown();
            await(firstMayEnd);
          }
        });
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = lanes.submit(reloads::reload);
      firstRuns.await();
      CountDownLatch came = new CountDownLatch(20);
      List<? extends Future<?>> others =
          IntStream.range(0, 20)
              .mapToObj(_ ->
                  lanes.submit(() -> {
                    written.incrementAndGet();
                    came.countDown();
                    reloads.reload();
                  }))
              .toList();
      came.await();
      firstMayEnd.countDown();
      first.get(30, TimeUnit.SECONDS);
      for (Future<?> other : others) {
        other.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(read).hasValue(20);
    assertThat(runs).hasValueBetween(2, 4);
  }

  @Test
  void aFailureIsToldAndTheNextReloadIsANewOne() {
    AtomicInteger runs = new AtomicInteger();
    Reloads reloads =
        new Reloads(() -> {
          if (runs.incrementAndGet() == 1) {
            throw BusException.answered("org.freedesktop.DBus.Error.AccessDenied", "no");
          }
        });

    assertThatExceptionOfType(BusException.class).isThrownBy(reloads::reload).withMessage("no");
    reloads.reload();
    assertThat(runs).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    }
  }
}
