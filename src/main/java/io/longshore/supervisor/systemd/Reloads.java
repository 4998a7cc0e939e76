package io.longshore.supervisor.systemd;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Shares reloads: whoever comes while one is running waits for the next, together with all who
/// came meanwhile. A reload serves those who came before it began, since it reads what they wrote.
final class Reloads {
  private final Runnable reload;
  private final ReentrantLock running = new ReentrantLock();
  private @Nullable FutureTask<Boolean> next;

  Reloads(Runnable reload) {
    this.reload = reload;
  }

  /// Returns when a reload that began after this call has ended.
  ///
  /// @throws BusException when that reload failed
  void reload() {
    FutureTask<Boolean> mine = new FutureTask<>(reload, true);
    FutureTask<Boolean> shared = join(mine);
    if (shared == null) {
      lead(mine);
    }
    await(shared == null ? mine : shared);
  }

  /// The next reload, which somebody else leads; null: the caller's own is the next.
  private synchronized @Nullable FutureTask<Boolean> join(FutureTask<Boolean> mine) {
    FutureTask<Boolean> shared = next;
    if (shared == null) {
      next = mine;
    }
    return shared;
  }

  private void lead(FutureTask<Boolean> mine) {
    running.lock();
    try {
      closeToOthers();
      mine.run();
    } finally {
      running.unlock();
    }
  }

  /// Before it begins: who comes later may have written what it has read already.
  private synchronized void closeToOthers() {
    next = null;
  }

  private static void await(FutureTask<Boolean> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BusException failure ? failure : BusException.unreachable(e);
    }
  }
}
