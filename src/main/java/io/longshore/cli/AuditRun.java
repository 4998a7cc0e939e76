package io.longshore.cli;

import io.longshore.client.BrokerTroubleException;
import io.longshore.client.ResultFeed;
import io.longshore.client.ResultMessage;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// One reading of the result topics, from a time on.
final class AuditRun {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  /// How often hosts that are new are looked for.
  private static final Duration REFRESH = Duration.ofSeconds(10);

  private final ResultFeed feed;
  private final List<HostName> hosts;
  private final Instant since;
  private final AuditFilter filter;
  private final AuditPrinter printer;

  /// @param hosts empty: all
  AuditRun(
      ResultFeed feed,
      List<HostName> hosts,
      Instant since,
      AuditFilter filter,
      AuditPrinter printer) {
    this.feed = feed;
    this.hosts = hosts;
    this.since = since;
    this.filter = filter;
    this.printer = printer;
  }

  /// Shows what has been published by now.
  ///
  /// @throws BrokerTroubleException when the broker cannot be reached, or stops answering
  void showSoFar() {
    feed.readSince(hosts, since);
    printer.begin();
    Map<TopicPartition, Long> ends = feed.ends();
    long lastNews = System.nanoTime();
    while (!feed.hasReached(ends) && !printer.isClosed()) {
      if (read()) {
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > LONGEST_SILENCE.toNanos()) {
        throw new BrokerTroubleException(
            "the broker has stopped answering after " + printer.shown() + " results; try again",
            null);
      }
    }
    printer.endOfStored();
  }

  /// Shows what is published from now on, until nobody reads it any more.
  void follow() {
    long refreshed = System.nanoTime();
    while (!printer.isClosed()) {
      read();
      if (System.nanoTime() - refreshed > REFRESH.toNanos()) {
        refreshed = System.nanoTime();
        feed.readSince(hosts, since);
      }
    }
  }

  /// Whether there was anything to read.
  private boolean read() {
    List<ResultMessage> messages = feed.poll(POLL);
    for (ResultMessage message : messages) {
      if (message.event() instanceof Event.Finished finished && filter.admits(finished)) {
        printer.show(finished, message.json());
      }
    }
    printer.flush();
    return !messages.isEmpty();
  }
}
