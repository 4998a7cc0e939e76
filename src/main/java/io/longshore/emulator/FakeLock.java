package io.longshore.emulator;

import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The one lock of a [FakeContainerEngine], with waiting for what another thread changes.
final class FakeLock {
  private final Object monitor = new Object();

  <T> T holding(Supplier<T> work) {
    synchronized (monitor) {
      return work.get();
    }
  }

  /// The same for work that others may wait for.
  <T> T changing(Supplier<T> work) {
    synchronized (monitor) {
      T result = work.get();
      monitor.notifyAll();
      return result;
    }
  }

  void changing(Runnable work) {
    changing(() -> {
      work.run();
      return true;
    });
  }

  /// Waits with the lock given back.
  ///
  /// @return whether it came to be within the limit
  boolean awaitUntil(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (monitor) {
      try {
        while (!condition.getAsBoolean()) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          monitor.wait(1 + left / 1_000_000);
        }
        return true;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw FakeFaults.failure(FailureKind.TIMED_OUT, "was told to stop waiting");
      }
    }
  }
}
