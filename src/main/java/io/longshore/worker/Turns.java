package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The messages that were taken in and are not answered yet, each in its lane, and found by the
/// command's id.
final class Turns {
  /// So many commands about the host, heavy ones counted as [Turn#weight] says, may wait, mostly
  /// for others that cannot be taken in yet, until those that follow are left in the topic, too.
  static final int MOST_CONTROL = 1000;

  private final Lanes<Turn> lanes;
  private final Map<CommandId, Turn> byId = new HashMap<>();
  private long takenBefore;
  private int control;
  private int leftAlone;

  /// @param crowd what weight of messages that wait for their turn makes a lane crowded, at least 1
  Turns(int crowd) {
    lanes = new Lanes<>(this::take, Turn::weight, crowd);
  }

  /// Puts a message into its lane. Of several under one id, the first is the one that is found.
  synchronized void submit(Turn turn) {
    Turn earlier = turn.conflict() ? null : byId.putIfAbsent(turn.id(), turn);
    if (earlier != null) {
      turn.repeats(earlier);
    }
    control += turn.isControl() ? turn.weight() : 0;
    lanes.submit(turn.lane(), turn);
    notifyAll();
  }

  /// Does something about a resource before all of its commands. To be called before any message is
  /// taken in, and once for a resource.
  void first(Resource resource, Runnable task) {
    lanes.begin(resource.key(), task);
  }

  /// Notes that all messages before that offset were taken in.
  synchronized void takenBefore(long offset) {
    takenBefore = offset;
    notifyAll();
  }

  /// The message of that command, waited for as long as it may still come.
  ///
  /// @param offset before which it has to stand in the topic
  /// @return empty when it is not among those that wait for an answer
  synchronized Optional<Turn> await(CommandId id, long offset, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!byId.containsKey(id) && takenBefore <= offset) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return Optional.ofNullable(byId.get(id));
  }

  /// Whether that command waits for its answer and was told by the other one to stop.
  synchronized boolean wasToldToStop(CommandId id, CommandId by) {
    Turn turn = byId.get(id);
    return turn != null && turn.stop().canceller().equals(Optional.of(by));
  }

  /// Whether all messages up to and with that offset were taken in.
  synchronized boolean taken(long offset) {
    return takenBefore > offset;
  }

  /// Answers a message before its turn, on the caller's thread. False when its turn has come.
  boolean answerEarly(Turn turn, Runnable answer) {
    if (!lanes.withdraw(turn.lane(), turn)) {
      return false;
    }
    boolean answered = false;
    try {
      answer.run();
      answered = true;
    } finally {
      end(turn, answered);
      lanes.ended(turn);
    }
    return true;
  }

  /// The first message of each command that is not answered.
  synchronized List<Turn> all() {
    return List.copyOf(byId.values());
  }

  /// The messages that wait behind that one, in their order.
  List<Turn> behind(Turn turn) {
    return lanes.behind(turn.lane());
  }

  int inFlight() {
    return lanes.inFlight();
  }

  /// What weight in flight counts against taking in more. Not that of those about the host, as long
  /// as they are few, since they may wait for what is still to be taken in; nor that of those that
  /// crowd a resource's lane. Of what is heavy a quarter counts in any case, so that memory is
  /// bounded.
  synchronized int load() {
    int crowding = lanes.excess(lane -> !lane.startsWith(Resource.OfHost.KEY));
    int heavy = lanes.load() - lanes.inFlight();
    return Math.max(lanes.load() - Math.min(control, MOST_CONTROL) - crowding, heavy / 4);
  }

  /// Whether more about the host may be taken in ahead of all else.
  synchronized boolean hasRoomForControl() {
    return control < MOST_CONTROL;
  }

  /// As [Lanes#isCrowded(String)].
  boolean isCrowded(String lane) {
    return lanes.isCrowded(lane);
  }

  /// As [Lanes#isCrowded()].
  boolean isCrowded() {
    return lanes.isCrowded();
  }

  int queued() {
    return lanes.queued();
  }

  /// How many had their turn and are left to the next start, which answers them.
  synchronized int leftAlone() {
    return leftAlone;
  }

  int activeLanes() {
    return lanes.active();
  }

  /// Begins nothing any more, and tells what only waits to leave off.
  ///
  /// @return how many will not have their turn
  synchronized int close() {
    List<Turn> dropped = lanes.close();
    dropped.forEach(turn -> turn.ended().complete(false));
    byId.values().forEach(turn -> turn.stop().leave());
    return dropped.size();
  }

  /// As [Lanes#awaitIdle].
  boolean awaitIdle(Duration limit) throws InterruptedException {
    return lanes.awaitIdle(limit);
  }

  private void take(Turn turn, boolean waited) {
    end(turn, turn.take(waited));
  }

  private synchronized void end(Turn turn, boolean answered) {
    byId.remove(turn.id(), turn);
    control -= turn.isControl() ? turn.weight() : 0;
    leftAlone += answered ? 0 : 1;
    turn.ended().complete(answered);
    notifyAll();
  }
}
