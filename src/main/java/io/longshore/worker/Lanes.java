package io.longshore.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Works on tasks of one key one after another in their order, and on tasks of different keys side
/// by side, each lane on a virtual thread that lives as long as it has tasks.
final class Lanes<T> {
  private final Map<String, Queue<T>> waiting = new HashMap<>();
  private final Consumer<T> work;
  private int inFlight;
  private boolean closed;

  /// @param work on one task; must not throw
  Lanes(Consumer<T> work) {
    this.work = work;
  }

  /// Puts a task at the end of its lane; after [#close] does nothing.
  synchronized void submit(String key, T task) {
    if (closed) {
      return;
    }
    inFlight++;
    Queue<T> lane = waiting.get(key);
    if (lane != null) {
      lane.add(task);
      return;
    }
    waiting.put(key, new ArrayDeque<>());
    Thread.ofVirtual().name("lane " + key).start(() -> drain(key, task));
  }

  /// Does something in a lane before all of its tasks; to be called before the first of them is
  /// submitted, and once for a lane.
  ///
  /// @param beginning must not throw
  synchronized void begin(String key, Runnable beginning) {
    inFlight++;
    waiting.put(key, new ArrayDeque<>());
    Thread.ofVirtual()
        .name("lane " + key)
        .start(() -> {
          beginning.run();
          drain(key, next(key));
        });
  }

  /// Takes a task out of its lane. False when its work was begun or it is not there. It stays in
  /// flight until [#withdrawnEnded].
  synchronized boolean withdraw(String key, T task) {
    return waiting(key).remove(task);
  }

  /// Notes that a task which was taken out has ended.
  synchronized void withdrawnEnded() {
    inFlight--;
    notifyAll();
  }

  /// The tasks of a lane whose work was not begun, in their order.
  synchronized List<T> behind(String key) {
    return List.copyOf(waiting(key));
  }

  /// How many tasks were submitted and have not ended.
  synchronized int inFlight() {
    return inFlight;
  }

  /// How many tasks wait behind another.
  synchronized int queued() {
    return waiting.values().stream().mapToInt(Queue::size).sum();
  }

  /// How many lanes have a task.
  synchronized int active() {
    return waiting.size();
  }

  /// Begins no further task. How many are dropped for that.
  synchronized int close() {
    closed = true;
    int dropped = queued();
    waiting.values().forEach(Queue::clear);
    inFlight -= dropped;
    notifyAll();
    return dropped;
  }

  /// Waits until every task has ended, at most that long. False when the time passed first.
  synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (inFlight > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private void drain(String key, @Nullable T first) {
    for (T task = first; task != null; task = next(key)) {
      work.accept(task);
    }
  }

  private synchronized @Nullable T next(String key) {
    inFlight--;
    notifyAll();
    T task = waiting(key).poll();
    if (task == null) {
      waiting.remove(key);
    }
    return task;
  }

  private Queue<T> waiting(String key) {
    return waiting.getOrDefault(key, new ArrayDeque<>());
  }
}
