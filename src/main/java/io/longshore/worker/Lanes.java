package io.longshore.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Works on tasks of one key one after another in their order, and on tasks of different keys side
/// by side, each lane on a virtual thread that lives as long as it has tasks.
final class Lanes<T> {
  private final Map<String, Queue<T>> waiting = new HashMap<>();
  private final Set<String> crowded = new HashSet<>();
  private final Work<T> work;
  private final ToIntFunction<T> weight;
  private final int crowd;
  private int inFlight;
  private int load;
  private boolean closed;

  /// Work on one task; must not throw.
  interface Work<T> {
    /// Works on a task.
    ///
    /// @param waited whether it stood behind another task
    void on(T task, boolean waited);
  }

  /// @param weight of a task, at least 1
  /// @param crowd what weight of waiting tasks makes a lane crowded, at least 1
  Lanes(Work<T> work, ToIntFunction<T> weight, int crowd) {
    this.work = work;
    this.weight = weight;
    this.crowd = crowd;
  }

  /// Puts a task at the end of its lane; after [#close] does nothing.
  synchronized void submit(String key, T task) {
    if (closed) {
      return;
    }
    inFlight++;
    load += weight.applyAsInt(task);
    Queue<T> lane = waiting.get(key);
    if (lane != null) {
      lane.add(task);
      noteCrowd(key, lane);
      return;
    }
    waiting.put(key, new ArrayDeque<>());
    Thread.ofVirtual().name("lane " + key).start(() -> drain(key, task));
  }

  /// Does something in a lane before all of its tasks; to be called before the first of them is
  /// submitted, and once for a lane.
  ///
  /// @param beginning what it throws keeps no task from being worked on
  synchronized void begin(String key, Runnable beginning) {
    inFlight++;
    load++;
    waiting.put(key, new ArrayDeque<>());
    Thread.ofVirtual()
        .name("lane " + key)
        .start(() -> {
          try {
            beginning.run();
          } finally {
            drain(key, next(key, 1));
          }
        });
  }

  /// Takes a task out of its lane. False when its work was begun or it is not there. It stays in
  /// flight until [#ended].
  synchronized boolean withdraw(String key, T task) {
    Queue<T> lane = waiting(key);
    boolean withdrawn = lane.remove(task);
    noteCrowd(key, lane);
    return withdrawn;
  }

  /// Notes that a task which was taken out has ended.
  synchronized void ended(T withdrawn) {
    ended(weight.applyAsInt(withdrawn));
  }

  /// The tasks of a lane whose work was not begun, in their order.
  synchronized List<T> behind(String key) {
    return List.copyOf(waiting(key));
  }

  /// How many tasks were submitted and have not ended.
  synchronized int inFlight() {
    return inFlight;
  }

  /// What those tasks weigh.
  synchronized int load() {
    return load;
  }

  /// How many tasks wait behind another.
  synchronized int queued() {
    return waiting.values().stream().mapToInt(Queue::size).sum();
  }

  /// Whether so much waits in a lane that no more should be put into it, until half of it is gone.
  synchronized boolean isCrowded(String key) {
    return crowded.contains(key);
  }

  /// Whether any lane is crowded.
  synchronized boolean isCrowded() {
    return !crowded.isEmpty();
  }

  /// What waits in crowded lanes, of those that are meant, beyond what makes them crowded.
  synchronized int excess(Predicate<String> meant) {
    return crowded.stream()
        .filter(meant)
        .mapToInt(key -> Math.max(0, weight(waiting(key)) - crowd))
        .sum();
  }

  /// How many lanes have a task.
  synchronized int active() {
    return waiting.size();
  }

  /// Begins no further task. Those that are dropped for that.
  synchronized List<T> close() {
    closed = true;
    List<T> dropped = waiting.values().stream().flatMap(Queue::stream).toList();
    waiting.values().forEach(Queue::clear);
    crowded.clear();
    inFlight -= dropped.size();
    load -= weight(dropped);
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
    boolean waited = false;
    for (T task = first; task != null; task = next(key, weight.applyAsInt(task))) {
      work.on(task, waited);
      waited = true;
    }
  }

  /// @param ended the weight of what has ended
  private synchronized @Nullable T next(String key, int ended) {
    ended(ended);
    Queue<T> lane = waiting(key);
    T task = lane.poll();
    noteCrowd(key, lane);
    if (task == null) {
      waiting.remove(key);
    }
    return task;
  }

  private void ended(int weight) {
    inFlight--;
    load -= weight;
    notifyAll();
  }

  private void noteCrowd(String key, Queue<T> lane) {
    int waits = weight(lane);
    if (waits >= crowd) {
      crowded.add(key);
    } else if (waits <= crowd / 2) {
      crowded.remove(key);
    }
  }

  private int weight(Collection<T> tasks) {
    return tasks.stream().mapToInt(weight).sum();
  }

  private Queue<T> waiting(String key) {
    return waiting.getOrDefault(key, new ArrayDeque<>());
  }
}
