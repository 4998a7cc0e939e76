package io.longshore.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Events in the order in which they came, taken out in batches.
///
/// What somebody waits for is bounded by the number of commands in flight. What nobody waits for is
/// dropped while more than [#MOST_WAITED_FOR_BY_NOBODY] bytes are queued: progress is worth less
/// than memory while the broker is away.
final class EventQueue {
  static final int MOST_WAITED_FOR_BY_NOBODY = 4 * 1024 * 1024;

  /// A transaction is held small enough to be done in a fraction of a second.
  private static final int MOST_EVENTS = 500;

  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<PendingEvent> events = new ArrayDeque<>();
  private final long patienceNanos;
  private long bytes;
  private int urgent;
  private long oldestNanos;
  private int takenEvents;
  private long takenOldestNanos;
  private boolean closed;

  /// @param patience how long an event nobody waits for may stay for others to go along with
  EventQueue(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /// False when the queue is closed.
  boolean add(PendingEvent event) {
    lock.lock();
    try {
      if (!closed) {
        urgent++;
        append(event);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// False when the event was dropped.
  boolean addForNobody(PendingEvent event) {
    lock.lock();
    try {
      boolean taken = !closed && bytes + event.size() <= MOST_WAITED_FOR_BY_NOBODY;
      if (taken) {
        append(event);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// The next events to be published together; empty when none came for so long. Those taken before
  /// are published by now.
  List<PendingEvent> take(Duration idle) throws InterruptedException {
    lock.lock();
    try {
      takenEvents = 0;
      long idleEnd = System.nanoTime() + idle.toNanos();
      while (!isDue() && idleEnd - System.nanoTime() > 0) {
        long end = events.isEmpty() ? idleEnd : Math.min(idleEnd, oldestNanos + patienceNanos);
        changed.awaitNanos(end - System.nanoTime());
      }
      return drain();
    } finally {
      lock.unlock();
    }
  }

  /// How many are not published, those taken last among them.
  int size() {
    lock.lock();
    try {
      return events.size() + takenEvents;
    } finally {
      lock.unlock();
    }
  }

  /// How long the first of them has waited; zero when there is none.
  Duration age() {
    lock.lock();
    try {
      long first = takenEvents > 0 ? takenOldestNanos : oldestNanos;
      boolean none = takenEvents == 0 && events.isEmpty();
      return none ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - first);
    } finally {
      lock.unlock();
    }
  }

  /// All that is left.
  List<PendingEvent> takeAll() {
    lock.lock();
    try {
      List<PendingEvent> all = List.copyOf(events);
      events.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /// Lets nothing more in; what is there can still be taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing will ever come out any more.
  boolean isDrained() {
    lock.lock();
    try {
      return closed && events.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void append(PendingEvent event) {
    if (events.isEmpty()) {
      oldestNanos = System.nanoTime();
    }
    events.add(event);
    bytes += event.size();
    changed.signalAll();
  }

  private boolean isDue() {
    return closed
        || urgent > 0
        || (!events.isEmpty() && System.nanoTime() - oldestNanos >= patienceNanos);
  }

  private List<PendingEvent> drain() {
    List<PendingEvent> batch = new ArrayList<>();
    long batchBytes = 0;
    while (!events.isEmpty() && batch.size() < MOST_EVENTS && batchBytes < MOST_BYTES) {
      PendingEvent event = events.remove();
      batch.add(event);
      batchBytes += event.size();
    }
    bytes -= batchBytes;
    takenEvents = batch.size();
    takenOldestNanos = oldestNanos;
    // Whoever is left is taken next, and at once.
    urgent = events.size();
    return batch;
  }
}
