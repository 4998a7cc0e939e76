package io.longshore.campaign;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// How long and how hard a campaign is.
///
/// @param release of the host
/// @param seed of commands and faults
/// @param commands messages to be sent at least
/// @param kills of the worker at least; after them, kills are rare
/// @param points which fault points are armed: [FaultyWorker#EFFECTS] or [FaultyWorker#ALL]
/// @param life the longest that a worker is let live when it comes to no fault point, until then
/// @param limit after which no more commands are sent and no more faults are made, once a worker
///   was killed and one at a fault point
record Options(
    String release,
    long seed,
    int commands,
    int kills,
    String points,
    Duration life,
    Duration limit) {
  static final String USAGE =
      "usage: ops/campaign [--short] [--seed N] [--release bookworm|trixie] [--commands N]"
          + " [--kills N] [--minutes N]";

  /// The long form: an hour and a half on two slow processors.
  static Options full(long seed) {
    return new Options(
        "trixie", seed, 10_000, 500, FaultyWorker.ALL, Duration.ofSeconds(12), Duration.ofHours(6));
  }

  /// The short form, for CI.
  static Options brief(long seed) {
    return new Options(
        "trixie",
        seed,
        300,
        30,
        FaultyWorker.EFFECTS,
        Duration.ofSeconds(3),
        Duration.ofSeconds(100));
  }

  /// @throws IllegalArgumentException when they are not as in [#USAGE]
  static Options of(List<String> arguments, long seed) {
    Deque<String> words = new ArrayDeque<>(arguments);
    Options options = full(seed);
    while (!words.isEmpty()) {
      String word = words.remove();
      if (word.equals("--short")) {
        options = brief(options.seed);
      } else if (words.isEmpty()) {
        throw new IllegalArgumentException(word);
      } else {
        options = options.with(word, words.remove());
      }
    }
    return options;
  }

  private Options with(String word, String value) {
    return switch (word) {
      case "--seed" ->
          new Options(release, Long.parseLong(value), commands, kills, points, life, limit);
      case "--release" -> new Options(value, seed, commands, kills, points, life, limit);
      case "--commands" ->
          new Options(release, seed, Integer.parseInt(value), kills, points, life, limit);
      case "--kills" ->
          new Options(release, seed, commands, Integer.parseInt(value), points, life, limit);
      case "--minutes" ->
          new Options(
              release,
              seed,
              commands,
              kills,
              points,
              life,
              Duration.ofMinutes(Long.parseLong(value)));
      default -> throw new IllegalArgumentException(word);
    };
  }
}
