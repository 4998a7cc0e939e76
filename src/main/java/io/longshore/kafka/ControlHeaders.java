package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.command.InvalidValueException;
import io.longshore.ledger.ControlState;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/// Rebuilds what stands over commands from the headers of events. What no worker writes is passed
/// over.
final class ControlHeaders {
  private ControlHeaders() {}

  static void note(String id, Headers headers, ControlState control) {
    try {
      LedgerHeaders.read(headers, LedgerHeaders.CANCELS)
          .ifPresent(target -> control.cancelBegun(new CommandId(target), new CommandId(id)));
      LedgerHeaders.read(headers, LedgerHeaders.FROZEN_UNTIL)
          .map(until -> until.isEmpty() ? Instant.MIN : Instant.parse(until))
          .ifPresent(control::freezeUntil);
    } catch (InvalidValueException | DateTimeException _) {
      return;
    }
  }
}
