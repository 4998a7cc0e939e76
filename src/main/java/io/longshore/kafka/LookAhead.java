package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.ledger.CommandSource.Wanted;
import io.longshore.ledger.Delivery;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Where in the partition it is read while not all is wanted: off for a while, and then ahead, from
/// where its turn is. Going ahead for commands about the host alone, which are rare, it remembers
/// how far it has looked, so that a long topic is looked through once.
final class LookAhead {
  /// Mostly there is room again in an instant, and going back costs a new fetch.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// So many ids are remembered, some MiB; what follows then waits for its turn.
  private static final int MOST_LEFT = 50_000;

  private static final long NOWHERE = -1;

  /// So long passes at least between two looks from where the turn is, each of which reads anew
  /// what was left.
  private static final Duration SELDOM = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Duration patience;
  private final int mostLeft;
  private final Duration seldom;
  private final Set<String> leftLanes = new HashSet<>();
  private final Set<CommandId> leftIds = new HashSet<>();
  private Wanted reading = new Wanted.All();
  private boolean resting;
  private long restingNanos;
  private long lookedAnewNanos = System.nanoTime();
  private long inTurnAt = NOWHERE;
  private long othersAt = NOWHERE;
  private long controlAt = NOWHERE;

  LookAhead(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    this(consumer, partition, PATIENCE, MOST_LEFT, SELDOM);
  }

  /// @param patience how long the reading is off before it goes ahead
  /// @param mostLeft how many ids of messages that were left are remembered
  /// @param seldom how long passes at least between two looks from where the turn is
  LookAhead(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      Duration patience,
      int mostLeft,
      Duration seldom) {
    this.consumer = consumer;
    this.partition = partition;
    this.patience = patience;
    this.mostLeft = mostLeft;
    this.seldom = seldom;
  }

  /// What is read now.
  Wanted reading() {
    return reading;
  }

  /// Whether a message is handed out, that may come before its turn. One that is not holds back
  /// those of its lane that come later, and those under its id, whatever they ask for: the first
  /// message under an id is the command.
  boolean takes(Delivery delivery) {
    return switch (reading) {
      case Wanted.All _ -> true;
      case Wanted.AllBut(Predicate<String> left) -> !leaves(delivery, left);
      case Wanted.Control _ -> delivery.isControl();
      case Wanted.Nothing _ -> false;
    };
  }

  private boolean leaves(Delivery delivery, Predicate<String> left) {
    boolean leaves =
        leftIds.contains(delivery.id()) || (!delivery.isControl() && leaves(delivery.lane(), left));
    if (leaves && leftIds.size() < mostLeft) {
      leftIds.add(delivery.id());
    }
    return leaves;
  }

  private boolean leaves(String lane, Predicate<String> left) {
    if (left.test(lane)) {
      leftLanes.add(lane);
    }
    return leftLanes.contains(lane) || leftIds.size() >= mostLeft;
  }

  /// Has that be read from the next poll; less than now only when less has been wanted for a while,
  /// and until then nothing.
  void want(Wanted wanted) {
    if (wanted instanceof Wanted.Nothing) {
      rest();
      return;
    }
    int reach = Integer.compare(reach(wanted), reach(reading));
    if (reach == 0) {
      lookAnewFor(wanted);
      reading = wanted;
      goOn();
    } else if (reach < 0 || (resting && System.nanoTime() - restingNanos >= patience.toNanos())) {
      move(wanted);
      goOn();
    } else {
      rest();
    }
  }

  /// A lane that was left for a moment must not wait until the one that hangs is through. What was
  /// handed out is known, and what is still to be left is left again, in order.
  private void lookAnewFor(Wanted wanted) {
    if (wanted instanceof Wanted.AllBut(Predicate<String> left)
        && inTurnAt != NOWHERE
        && leftLanes.stream().anyMatch(left.negate())
        && System.nanoTime() - lookedAnewNanos >= seldom.toNanos()) {
      lookedAnewNanos = System.nanoTime();
      leftLanes.clear();
      leftIds.clear();
      consumer.seek(partition, inTurnAt);
    }
  }

  /// Whether nothing is read for now.
  boolean isResting() {
    return resting;
  }

  private void rest() {
    if (!resting) {
      resting = true;
      restingNanos = System.nanoTime();
      consumer.pause(Set.of(partition));
    }
  }

  /// The less is wanted, the further ahead it is looked for.
  private static int reach(Wanted wanted) {
    return switch (wanted) {
      case Wanted.All _ -> 0;
      case Wanted.AllBut _ -> 1;
      case Wanted.Control _ -> 2;
      case Wanted.Nothing _ -> 3;
    };
  }

  private void goOn() {
    if (resting) {
      resting = false;
      consumer.resume(Set.of(partition));
    }
  }

  private void move(Wanted wanted) {
    long here = consumer.position(partition);
    leave(here);
    long there = place(wanted, here);
    if (there != here) {
      consumer.seek(partition, there);
    }
    reading = wanted;
  }

  private void leave(long here) {
    switch (reading) {
      case Wanted.All _ -> inTurnAt = here;
      case Wanted.AllBut _ -> othersAt = here;
      case Wanted.Control _ -> controlAt = here;
      case Wanted.Nothing _ -> {}
    }
  }

  private long place(Wanted wanted, long here) {
    return switch (wanted) {
      case Wanted.All _ -> {
        leftLanes.clear();
        leftIds.clear();
        othersAt = NOWHERE;
        yield inTurnAt;
      }
      case Wanted.AllBut _ -> othersAt == NOWHERE ? inTurnAt : othersAt;
      case Wanted.Control _ -> Math.max(controlAt, here);
      case Wanted.Nothing _ -> here;
    };
  }
}
