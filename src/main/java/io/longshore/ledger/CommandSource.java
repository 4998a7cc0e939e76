package io.longshore.ledger;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// The host's command topic. Used by one thread, but for [#wakeUp].
public interface CommandSource extends AutoCloseable {
  /// The next messages that are wanted; empty when the wait passed without any. Those of one lane
  /// come in order.
  ///
  /// @param wait the longest wait for the first message
  List<Delivery> poll(Duration wait);

  /// Says what the next polls are to hand out; the connection is kept alive either way. What was
  /// not wanted is handed out when it is again.
  void want(Wanted wanted);

  /// The first offset that was not handed out in its turn: all messages before it were.
  long next();

  /// Makes a waiting [#poll] return at once; may be called from any thread.
  void wakeUp();

  @Override
  void close();

  /// Which messages are to be handed out.
  sealed interface Wanted {
    /// All, in their order.
    record All() implements Wanted {}

    /// Also ahead of their turn, but none of these lanes, nor of one of which a message was left.
    /// Commands about the host come all the same.
    ///
    /// @param left asked with the lane of each message
    record AllBut(Predicate<String> left) implements Wanted {}

    /// Only commands about the host ([io.longshore.command.HostControl]) whose key names nothing
    /// else, ahead of their turn.
    record Control() implements Wanted {}

    /// None.
    record Nothing() implements Wanted {}
  }
}
