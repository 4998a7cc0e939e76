package io.longshore.supervisor.systemd;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Shares reloads: whoever comes while one is running waits for the next, together with all who
/// came meanwhile. A reload serves those who came before it began, since it reads what they wrote.
final class Reloads {
  private final Runnable reload;
  private final ReentrantLock running = new ReentrantLock();
  private final AtomicReference<@Nullable FutureTask<Object>> next = new AtomicReference<>();

  Reloads(Runnable reload) {
    this.reload = reload;
  }

  /// Returns when a reload that began after this call has ended.
  ///
  /// @throws BusException when that reload failed
  void reload() {
    FutureTask<Object> mine = new FutureTask<>(Executors.callable(reload));
    @Nullable FutureTask<Object> joined = next.compareAndExchange(null, mine);
    if (joined == null) {
      lead(mine);
    }
    await(joined == null ? mine : joined);
  }

  /// Nobody can join any more before it begins.
  private void lead(FutureTask<Object> mine) {
    running.lock();
    try {
      next.set(null);
      mine.run();
    } finally {
      running.unlock();
    }
  }

  private static void await(FutureTask<Object> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BusException failure ? failure : BusException.unreachable(e);
    }
  }
}
