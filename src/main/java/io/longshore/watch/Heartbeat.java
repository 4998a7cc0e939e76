package io.longshore.watch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does something after every change, and at the latest after a while, on a thread of its own.
/// Changes that come while it is being done are taken together.
public final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final double JITTER = 0.2;

  private final Runnable beat;
  private final Duration interval;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final Thread thread;
  private boolean changed = true;
  private boolean closed;

  /// @param interval at most between two beats; shortened by chance by up to a fifth, so that the
  ///   workers of a fleet do not beat together
  public Heartbeat(Duration interval, Runnable beat) {
    this.interval = interval;
    this.beat = beat;
    this.thread = Thread.ofPlatform().daemon().name("longshore-status").unstarted(this::run);
  }

  /// Begins with a first beat.
  public void begin() {
    thread.start();
  }

  /// Says that something has changed; returns at once.
  public void changed() {
    lock.lock();
    try {
      changed = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (await()) {
      try {
        beat.run();
      } catch (RuntimeException e) {
        LOG.atWarn().setCause(e).log("The worker's status could not be told");
      }
    }
  }

  /// False when there is to be no further beat.
  private boolean await() {
    lock.lock();
    try {
      long left = nanosToNext();
      while (!changed && !closed && left > 0) {
        left = wake.awaitNanos(left);
      }
      changed = false;
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long nanosToNext() {
    double shortened = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
    return (long) (interval.toNanos() * shortened);
  }

  /// Ends; a beat under way ends first, within some seconds.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
