package io.longshore.kafka;

import io.longshore.command.InvalidValueException;
import java.time.Duration;

/// How long messages and memories are kept. They have an order: a command must have left its topic
/// before the worker may forget that it was answered, and an answer must stay as long as the worker
/// remembers it.
///
/// @param commands how long a command may wait for its host
/// @param dedupeWindow how long the worker remembers what it answered
/// @param results how long results can be read
public record Retention(Duration commands, Duration dedupeWindow, Duration results) {
  /// A day, three days, two weeks.
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(14));

  private static final int SEGMENTS = 12;

  /// @throws InvalidValueException when the order is not `commands` < `dedupeWindow` <= `results`
  public Retention {
    Duration longestStay = commands.plus(segment(commands));
    if (!commands.isPositive() || longestStay.compareTo(dedupeWindow) >= 0) {
      throw new InvalidValueException(
          "a dedupe window longer than commands can stay in their topic (" + longestStay + ")",
          dedupeWindow.toString());
    }
    if (dedupeWindow.compareTo(results) > 0) {
      throw new InvalidValueException(
          "results kept at least as long as the dedupe window (" + dedupeWindow + ")",
          results.toString());
    }
  }

  /// After what time a new segment of the command topic begins. Kafka deletes whole segments only,
  /// so a command may stay for its retention and this.
  Duration commandSegment() {
    return segment(commands);
  }

  private static Duration segment(Duration retention) {
    return retention.dividedBy(SEGMENTS);
  }
}
