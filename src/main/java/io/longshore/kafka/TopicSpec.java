package io.longshore.kafka;

import io.longshore.command.HostName;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A topic as it is to be.
///
/// @param name the topic
/// @param partitions exact for topics whose order counts
/// @param settings Kafka's topic settings
public record TopicSpec(String name, int partitions, SortedMap<String, String> settings) {
  /// The largest message that is taken, in bytes: room for a command or result of 5 MiB with its
  /// headers.
  public static final int LARGEST_MESSAGE = 8 * 1024 * 1024;

  private static final int FEW_PARTITIONS = 3;
  private static final int STATUS_SEGMENT = 16 * 1024 * 1024;
  private static final Duration ROLLOUTS_KEPT = Duration.ofDays(90);

  public TopicSpec {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /// The two topics of a host.
  public static List<TopicSpec> ofHost(HostName host, Retention retention) {
    return List.of(commands(host, retention), results(host, retention));
  }

  /// The topics that all hosts share.
  public static List<TopicSpec> shared() {
    SortedMap<String, String> rollouts = byTime(ROLLOUTS_KEPT);
    return List.of(workers(), new TopicSpec(Topics.ROLLOUTS, FEW_PARTITIONS, rollouts));
  }

  /// The last status of each worker. Each speaks twice a minute, and Kafka compacts closed segments
  /// only, so they are closed early: a reader then has little to pass over.
  static TopicSpec workers() {
    SortedMap<String, String> settings =
        new TreeMap<>(
            Map.of(
                "cleanup.policy",
                "compact",
                "segment.ms",
                millis(Duration.ofHours(1)),
                "segment.bytes",
                Integer.toString(STATUS_SEGMENT)));
    return new TopicSpec(Topics.WORKERS, FEW_PARTITIONS, settings);
  }

  static TopicSpec commands(HostName host, Retention retention) {
    SortedMap<String, String> settings = byTime(retention.commands());
    settings.put("segment.ms", millis(retention.commandSegment()));
    return new TopicSpec(Topics.commands(host), 1, settings);
  }

  static TopicSpec results(HostName host, Retention retention) {
    SortedMap<String, String> settings = byTime(retention.results());
    // However many results there are: one that is gone within the dedupe window cannot be given
    // again.
    settings.put("retention.bytes", "-1");
    return new TopicSpec(Topics.results(host), 1, settings);
  }

  /// The broker's clock stamps messages, so that a host's or scheduler's wrong clock neither keeps
  /// nor drops them.
  private static SortedMap<String, String> byTime(Duration kept) {
    return new TreeMap<>(
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            millis(kept),
            "message.timestamp.type",
            "LogAppendTime",
            "max.message.bytes",
            Integer.toString(LARGEST_MESSAGE)));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
