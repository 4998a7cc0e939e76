package io.longshore.ledger;

import java.time.Duration;
import java.util.List;

/// The host's command topic. Used by one thread, but for [#wakeUp].
///
/// While it is paused, commands about the host ([io.longshore.command.HostControl]) are handed out
/// all the same, ahead of their turn.
public interface CommandSource extends AutoCloseable {
  /// The next messages, in order; empty when the wait passed without any. While paused, only
  /// commands about the host, of those whose key says so.
  ///
  /// @param wait the longest wait for the first message
  List<Delivery> poll(Duration wait);

  /// Stops or resumes handing out messages; the connection is kept alive either way.
  void setPaused(boolean paused);

  /// The first offset that was not handed out in its turn: all messages before it were.
  long next();

  /// Makes a waiting [#poll] return at once; may be called from any thread.
  void wakeUp();

  @Override
  void close();
}
