package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.EventTimes;
import io.longshore.event.Failure;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/// Results as comma-separated values by RFC 4180, one line each: line breaks within a value are
/// shown as `\n`. What is not known is an empty value.
final class AuditCsv {
  private static final List<String> COLUMNS =
      List.of(
          "time",
          "host",
          "action",
          "resource",
          "outcome",
          "changed",
          "checkMode",
          "rc",
          "durationMs",
          "attempts",
          "id",
          "issuer",
          "correlationId",
          "failureKind",
          "failure");

  private static final ObjectWriter WRITER =
      new CsvMapper()
          .writerFor(String[].class)
          .with(CsvSchema.emptySchema().withoutHeader().withLineSeparator(""));

  private AuditCsv() {}

  /// The names of the columns.
  static String heading() {
    return line(COLUMNS.toArray(String[]::new));
  }

  /// A result as a row.
  static String row(Event.Finished finished) {
    Event.Header header = finished.header();
    Failure failure = finished.failure();
    Resource resource = header.resource();
    return line(
        header.at().toString(),
        header.host().text(),
        header.action() == null ? null : header.action().wireName(),
        resource == null ? null : resource.key(),
        finished.outcome().wireName(),
        finished.report().changedKnown() ? Boolean.toString(finished.report().changed()) : null,
        Boolean.toString(finished.checkMode()),
        text(finished.report().rc()),
        text(millis(finished)),
        Integer.toString(finished.attempts()),
        header.commandId().text(),
        header.issuer(),
        header.correlationId(),
        failure == null ? null : failure.kind().wireName(),
        failure == null ? null : failure.message());
  }

  private static @Nullable Long millis(Event.Finished finished) {
    return finished.startedAt() == null
        ? null
        : EventTimes.millisBetween(finished.startedAt(), finished.header().at());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static String line(@Nullable String... values) {
    return WRITER.writeValueAsString(
        Arrays.stream(values)
            .map(value -> value == null ? "" : TerminalText.line(value))
            .toArray(String[]::new));
  }
}
