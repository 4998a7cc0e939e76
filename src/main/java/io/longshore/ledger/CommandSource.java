package io.longshore.ledger;

import java.time.Duration;
import java.util.List;

/// The host's command topic. Used by one thread, but for [#wakeUp].
public interface CommandSource extends AutoCloseable {
  /// The next messages, in order; empty when the wait passed without any, or while paused.
  ///
  /// @param wait the longest wait for the first message
  List<Delivery> poll(Duration wait);

  /// Stops or resumes handing out messages; the connection is kept alive either way.
  void setPaused(boolean paused);

  /// Makes a waiting [#poll] return at once; may be called from any thread.
  void wakeUp();

  @Override
  void close();
}
