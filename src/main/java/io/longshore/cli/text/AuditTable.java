package io.longshore.cli.text;

import io.longshore.event.Event;
import io.longshore.event.EventTimes;
import io.longshore.event.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results as rows of a table, one at a time: columns have set widths, and what is longer pushes
/// the rest to the right, so that nothing is hidden but the end of a failure's sentence.
public final class AuditTable {
  private static final int LONGEST_FAILURE = 100;

  private AuditTable() {}

  /// The names of the columns.
  public static String heading() {
    return row(
        List.of(
            "TIME (UTC)",
            "HOST",
            "ACTION",
            "RESOURCE",
            "OUTCOME",
            "CHANGED",
            "RC",
            "MS",
            "ID",
            "FAILURE"));
  }

  /// A result as a row.
  public static String row(Event.Finished finished) {
    Event.Header header = finished.header();
    Failure failure = finished.failure();
    Integer rc = finished.report().rc();
    return row(
        List.of(
            time(header.at()),
            header.host().text(),
            header.action() == null ? "-" : header.action().wireName(),
            header.resource() == null ? "-" : TerminalText.line(header.resource().key()),
            finished.outcome().wireName(),
            changed(finished),
            rc == null ? "-" : rc.toString(),
            millis(finished.startedAt(), header.at()),
            TerminalText.line(header.commandId().text()),
            failure == null ? "" : TerminalText.shortened(failure.message(), LONGEST_FAILURE)));
  }

  private static String row(List<String> cells) {
    return "%-20s  %-16s  %-29s  %-32s  %-10s  %-7s  %4s  %8s  %-36s  %s"
        .formatted(cells.toArray())
        .stripTrailing();
  }

  private static String changed(Event.Finished finished) {
    if (!finished.report().changedKnown()) {
      return "perhaps";
    }
    return finished.report().changed() ? (finished.checkMode() ? "would" : "yes") : "no";
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String millis(@Nullable Instant from, Instant to) {
    return from == null ? "-" : Long.toString(EventTimes.millisBetween(from, to));
  }
}
