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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/// One reading of the result topics, from a time on.
final class AuditRun {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final ResultFeed feed;
  private final Supplier<List<HostName>> hosts;
  private final Instant since;
  private final AuditFilter filter;
  private final AuditPrinter printer;

  /// @param hosts those that are meant now, asked for again as time goes; empty: all
  AuditRun(
      ResultFeed feed,
      Supplier<List<HostName>> hosts,
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
    feed.readSince(hosts.get(), since);
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

  /// Shows what is published from now on, until nobody reads it any more. Where an outage of the
  /// broker interrupts it, it goes on.
  ///
  /// @param refresh how often hosts that are new are looked for
  /// @param tell takes a sentence about an outage, when it begins
  /// @throws BrokerTroubleException when the broker refuses
  void follow(Duration refresh, Consumer<String> tell) {
    long refreshed = System.nanoTime();
    boolean reached = true;
    while (!printer.isClosed()) {
      read();
      if (System.nanoTime() - refreshed >= refresh.toNanos()) {
        reached = couldRefresh(reached ? tell : _ -> {});
        refreshed = System.nanoTime();
      }
    }
  }

  /// What is read already goes on without it.
  private boolean couldRefresh(Consumer<String> tell) {
    try {
      feed.readSince(hosts.get(), since);
      return true;
    } catch (BrokerTroubleException trouble) {
      if (trouble.kind() != BrokerTroubleException.Kind.UNREACHABLE) {
        throw trouble;
      }
      tell.accept(trouble.getMessage() + "; waiting for it");
      return false;
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
