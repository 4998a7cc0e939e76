package io.longshore.ledger;

import io.longshore.command.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was asked of this host and what has been answered, over the dedupe window. Rebuilt from the result topic at start,
/// kept up in memory since. Safe for use by many threads.
public final class Ledger {
  private final Duration window;
  private final Map<CommandId, Entry> entries = new LinkedHashMap<>();

  /// @param window how long an answered command is remembered; at least as long as any command may live
  public Ledger(Duration window) {
    this.window = window;
  }

  /// Notes that a command has come, before it is put in its lane.
  ///
  /// @param digest of the command; null when it could not be told
  /// @return false when another command came under this id before
  public synchronized boolean register(CommandId id, @Nullable String digest, Instant now) {
    forgetBefore(now.minus(window));
    Entry known = entries.putIfAbsent(id, new Entry(digest, new State.Waiting(), now));
    return known == null || known.digest == null || known.digest.equals(digest);
  }

  /// What is known of a registered command.
  public synchronized State stateOf(CommandId id) {
    Entry entry = entries.get(id);
    return entry == null ? new State.Waiting() : entry.state;
  }

  /// Notes that a command's `started` event is durable.
  public synchronized void started(CommandId id, String digest, int attempt, Instant at) {
    Entry known = entries.get(id);
    if (known != null && known.state instanceof State.Begun begun) {
      put(id, digest, new State.Begun(attempt, begun.firstAt()), at);
    } else if (known == null || known.state instanceof State.Waiting) {
      put(id, digest, new State.Begun(attempt, at), at);
    }
  }

  /// Notes that a command's terminal event is durable.
  ///
  /// @param position of the event in the result topic
  public synchronized void finished(CommandId id, @Nullable String digest, long position, Instant at) {
    put(id, digest, new State.Answered(position), at);
  }

  /// How many commands are remembered.
  public synchronized int size() {
    return entries.size();
  }

  /// Commands are forgotten in the order of their last news, so a changed entry goes to the end.
  private void put(CommandId id, @Nullable String digest, State state, Instant at) {
    entries.remove(id);
    entries.put(id, new Entry(digest, state, at));
  }

  private void forgetBefore(Instant horizon) {
    Iterator<Entry> oldestFirst = entries.values().iterator();
    while (oldestFirst.hasNext()) {
      Entry entry = oldestFirst.next();
      if (!entry.at.isBefore(horizon)) {
        return;
      }
      if (entry.state instanceof State.Answered) {
        oldestFirst.remove();
      }
    }
  }

  /// How far a command has come.
  public sealed interface State {
    /// Nothing was begun.
    record Waiting() implements State {}

    /// It was begun and not answered.
    ///
    /// @param attempts how often it was begun
    /// @param firstAt when it was first begun
    record Begun(int attempts, Instant firstAt) implements State {}

    /// It was answered.
    ///
    /// @param position of the answer in the result topic
    record Answered(long position) implements State {}
  }

  private record Entry(@Nullable String digest, State state, Instant at) {}
}
