package io.longshore.worker;

import io.longshore.engine.Containers.OutputSink;
import io.longshore.event.Event;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the process of one command writes, told while it writes it to whoever asked for that: a
/// little at a time and not without end, so that one that writes without end floods no topic. Each
/// stream is told from its first byte on without a gap. A process that writes faster than is told
/// is not slowed down, since the engine keeps what it writes; the result has it all again.
///
/// The engine's thread takes, another one tells.
final class LiveOutput implements AutoCloseable {
  /// Between two tellings.
  static final Duration PAUSE = Duration.ofMillis(250);

  /// Of a stream, in bytes: 64 KiB a second.
  static final int MOST_AT_ONCE = 16 * 1024;

  /// Of a command, in bytes of both streams.
  static final int MOST = 1024 * 1024;

  private static final String ENOUGH =
      "the first " + MOST / 1024 + " KiB of its output were told live; its result tells the rest";

  private final Listener listener;
  private final Map<Event.Stream, LiveStream> streams = new EnumMap<>(Event.Stream.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Reading current;
  private int left = MOST;
  private boolean saidEnough;

  /// Whoever is told; must not block.
  interface Listener {
    void output(Event.Stream stream, LiveStream.Piece piece);

    /// A line for a person.
    void note(String line);
  }

  LiveOutput(Listener listener) {
    this.listener = listener;
    for (Event.Stream stream : Event.Stream.values()) {
      streams.put(stream, new LiveStream(MOST_AT_ONCE));
    }
  }

  /// Takes the output from now on, which is handed out from its first byte on: what has been taken
  /// before is passed over. What an earlier reading is still handed is not taken any more.
  OutputSink read() {
    lock.lock();
    try {
      current = new Reading();
      return current;
    } finally {
      lock.unlock();
    }
  }

  /// Tells what is taken, until its thread is interrupted.
  void tell() {
    try {
      while (true) {
        tellNext();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellNext() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (current == null || streams.values().stream().allMatch(LiveStream::isEmpty)) {
        changed.await();
      }
      tellStreams();
    } finally {
      lock.unlock();
    }
  }

  /// Tells the last that was taken. Nothing is told after this, unless it is read again.
  @Override
  public void close() {
    lock.lock();
    try {
      tellStreams();
      current = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tellStreams() {
    streams.forEach(
        (stream, live) -> live.next().ifPresent(piece -> listener.output(stream, piece)));
    if (left == 0 && !saidEnough) {
      saidEnough = true;
      listener.note(ENOUGH);
    }
    changed.signalAll();
  }

  /// One reading of the output, from its first byte on.
  private final class Reading implements OutputSink {
    private final Map<Event.Stream, Long> places = new EnumMap<>(Event.Stream.class);

    /// Waits while there is no room.
    @Override
    public boolean take(Event.Stream stream, byte[] bytes, int length) {
      lock.lock();
      try {
        long place = places.merge(stream, (long) length, Long::sum);
        take(Objects.requireNonNull(streams.get(stream)), bytes, length, place);
        return isWanted();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    /// @param place how many bytes of the stream there are with these
    private void take(LiveStream live, byte[] bytes, int length, long place)
        throws InterruptedException {
      while (isWanted() && live.taken() < place) {
        int missing = (int) Math.min(length, place - live.taken());
        int count = Math.min(missing, Math.min(live.room(), left));
        if (count == 0) {
          changed.await();
        } else {
          live.take(bytes, length - missing, count);
          left -= count;
          changed.signalAll();
        }
      }
    }

    private boolean isWanted() {
      return current == this && left > 0;
    }
  }
}
