package io.longshore.kafka;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Turns the reading of a partition off and on, and reads ahead while it is off for longer. It
/// remembers how far it has looked, so that nothing is looked through twice.
final class LookAhead {
  /// Mostly there is room again in an instant, and going back costs a new fetch.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Duration patience;
  private boolean paused;
  private boolean ahead;
  private long pausedNanos;
  private long resumeAt;
  private long seenTo;

  LookAhead(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    this(consumer, partition, PATIENCE);
  }

  /// @param patience how long the reading is off before it goes ahead
  LookAhead(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration patience) {
    this.consumer = consumer;
    this.partition = partition;
    this.patience = patience;
  }

  /// Whether what is read now comes before its turn.
  boolean isAhead() {
    return ahead;
  }

  /// Has the reading off or on from the next poll.
  void pause(boolean wanted) {
    if (wanted && !paused) {
      paused = true;
      pausedNanos = System.nanoTime();
      consumer.pause(Set.of(partition));
    } else if (wanted && !ahead && System.nanoTime() - pausedNanos >= patience.toNanos()) {
      goAhead();
    } else if (!wanted && paused) {
      goBack();
    }
  }

  private void goAhead() {
    resumeAt = consumer.position(partition);
    if (seenTo > resumeAt) {
      consumer.seek(partition, seenTo);
    }
    consumer.resume(Set.of(partition));
    ahead = true;
  }

  private void goBack() {
    if (ahead) {
      seenTo = consumer.position(partition);
      consumer.seek(partition, resumeAt);
    } else {
      consumer.resume(Set.of(partition));
    }
    paused = false;
    ahead = false;
  }
}
