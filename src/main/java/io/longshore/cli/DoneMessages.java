package io.longshore.cli;

import io.longshore.command.HostName;
import io.longshore.kafka.Topics;
import io.longshore.ledger.OffsetTracker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Which messages some hosts' workers had marked as done when this was made. An answer and that
/// mark are one transaction, so to such a message no answer is still to come.
///
/// The broker ends a transaction in one partition after the other, so that a mark may be seen
/// before the answer can be read: a host counts only once nothing of what was written by then is
/// open.
final class DoneMessages {
  /// A worker's transaction takes milliseconds; one that takes longer is in trouble.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Map<HostName, OffsetAndMetadata> commits = new HashMap<>();
  private final Map<TopicPartition, TopicScan.Stretch> results;

  /// @throws io.longshore.client.BrokerTroubleException when the broker cannot be reached
  DoneMessages(TopicScan scan, Collection<HostName> hosts) {
    Map<String, OffsetAndMetadata> byGroup =
        scan.committed(
            hosts.stream().collect(Collectors.toMap(Topics::group, DoneMessages::commands)));
    Map<TopicPartition, TopicScan.Stretch> ends = stretches(scan, hosts);
    Map<TopicPartition, Long> written = scan.uncommittedEnds(ends.keySet());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (isAnyOpen(ends, written) && System.nanoTime() < deadline && pause()) {
      ends = stretches(scan, hosts);
    }
    results = ends;
    for (HostName host : hosts) {
      OffsetAndMetadata commit = byGroup.get(Topics.group(host));
      TopicScan.Stretch stretch = results.get(results(host));
      if (commit != null && stretch != null && !isOpen(results(host), stretch, written)) {
        commits.put(host, commit);
      }
    }
  }

  /// The hosts' result topics, each with every answer to a message that is done.
  Map<TopicPartition, TopicScan.Stretch> results() {
    return results;
  }

  /// Tells of offsets whether they are done; of none where that cannot be told.
  ///
  /// @param end of the host's command topic: what is committed beyond it was of an earlier topic
  LongPredicate of(HostName host, long end) {
    OffsetAndMetadata commit = commits.get(host);
    if (commit == null || commit.offset() > end) {
      return _ -> false;
    }
    try {
      return OffsetTracker.resume(commit.offset(), commit.metadata())::isDone;
    } catch (IllegalArgumentException notAWorkers) {
      return _ -> false;
    }
  }

  private static Map<TopicPartition, TopicScan.Stretch> stretches(
      TopicScan scan, Collection<HostName> hosts) {
    return scan.stretches(hosts.stream().map(Topics::results).toList());
  }

  private static boolean isAnyOpen(
      Map<TopicPartition, TopicScan.Stretch> ends, Map<TopicPartition, Long> written) {
    return ends.entrySet().stream().anyMatch(end -> isOpen(end.getKey(), end.getValue(), written));
  }

  private static boolean isOpen(
      TopicPartition place, TopicScan.Stretch stretch, Map<TopicPartition, Long> written) {
    return stretch.end() < written.getOrDefault(place, 0L);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static TopicPartition commands(HostName host) {
    return new TopicPartition(Topics.commands(host), 0);
  }

  private static TopicPartition results(HostName host) {
    return new TopicPartition(Topics.results(host), 0);
  }
}
