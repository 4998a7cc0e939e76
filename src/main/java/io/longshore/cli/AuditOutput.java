package io.longshore.cli;

import io.longshore.cli.text.AuditTable;
import io.longshore.event.Event;
import java.util.Locale;
import java.util.Optional;

/// How results are printed.
enum AuditOutput {
  /// Columns for a person.
  TABLE,
  /// Each result as published, on a line.
  JSON,
  /// Comma-separated values by RFC 4180.
  CSV;

  /// What stands above the results; empty when nothing does.
  Optional<String> heading() {
    return switch (this) {
      case TABLE -> Optional.of(AuditTable.heading());
      case JSON -> Optional.empty();
      case CSV -> Optional.of(AuditCsv.heading());
    };
  }

  /// A result, in one line that cannot steer a terminal.
  ///
  /// @param published its payload
  String line(Event.Finished finished, String published) {
    return switch (this) {
      case TABLE -> AuditTable.row(finished);
      case JSON -> JsonLines.of(published);
      case CSV -> AuditCsv.row(finished);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
