package io.longshore.worker;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// Runs tasks of one key one after another in their order, and tasks of different keys side by
/// side, each lane on a virtual thread that lives as long as it has tasks. A task must not throw.
final class Lanes {
  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();
  private int inFlight;

  /// Puts a task at the end of its lane.
  synchronized void submit(String key, Runnable task) {
    inFlight++;
    Queue<Runnable> lane = waiting.get(key);
    if (lane != null) {
      lane.add(task);
      return;
    }
    waiting.put(key, new ArrayDeque<>());
    Thread.ofVirtual().name("lane " + key).start(() -> drain(key, task));
  }

  /// How many tasks were submitted and have not ended.
  synchronized int inFlight() {
    return inFlight;
  }

  /// How many lanes have a task.
  synchronized int active() {
    return waiting.size();
  }

  /// Waits until every task has ended, at most that long. False when the time passed first.
  synchronized boolean awaitIdle(java.time.Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (inFlight > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private void drain(String key, Runnable first) {
    for (Runnable task = first; task != null; task = next(key)) {
      task.run();
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Runnable next(String key) {
    inFlight--;
    notifyAll();
    Runnable task = waiting.getOrDefault(key, new ArrayDeque<>()).poll();
    if (task == null) {
      waiting.remove(key);
    }
    return task;
  }
}
