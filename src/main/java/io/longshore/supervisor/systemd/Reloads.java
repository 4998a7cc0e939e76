package io.longshore.supervisor.systemd;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Shares reloads: whoever comes while one is running waits for the next, together with all who
/// came meanwhile. A reload serves those who came before it began, since it reads what they wrote.
final class Reloads {
  private final Runnable reload;
  private final ReentrantLock running = new ReentrantLock();
<<<<<<< HEAD
  private final AtomicReference<@Nullable FutureTask<Object>> next = new AtomicReference<>();
=======
  private @Nullable FutureTask<Boolean> next;
>>>>>>> podman

  Reloads(Runnable reload) {
    this.reload = reload;
  }

  /// Returns when a reload that began after this call has ended.
  ///
  /// @throws BusException when that reload failed
  void reload() {
<<<<<<< HEAD
    FutureTask<Object> mine = new FutureTask<>(Executors.callable(reload));
    @Nullable FutureTask<Object> joined = next.compareAndExchange(null, mine);
    if (joined == null) {
=======
    FutureTask<Boolean> mine = new FutureTask<>(reload, true);
    FutureTask<Boolean> shared = join(mine);
    if (shared == null) {
>>>>>>> podman
      lead(mine);
    }
    await(shared == null ? mine : shared);
  }

<<<<<<< HEAD
  /// Nobody can join any more before it begins.
  private void lead(FutureTask<Object> mine) {
=======
  /// The next reload, which somebody else leads; null: the caller's own is the next.
  private synchronized @Nullable FutureTask<Boolean> join(FutureTask<Boolean> mine) {
    FutureTask<Boolean> shared = next;
    if (shared == null) {
      next = mine;
    }
    return shared;
  }

  private void lead(FutureTask<Boolean> mine) {
>>>>>>> podman
    running.lock();
    try {
      closeToOthers();
      mine.run();
    } finally {
      running.unlock();
    }
  }

<<<<<<< HEAD
  private static void await(FutureTask<Object> task) {
=======
  /// Before it begins: who comes later may have written what it has read already.
  private synchronized void closeToOthers() {
    next = null;
  }

  private static void await(FutureTask<Boolean> task) {
>>>>>>> podman
    try {
      task.get();
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BusException failure ? failure : BusException.unreachable(e);
    }
  }
}
