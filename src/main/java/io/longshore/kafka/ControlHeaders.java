package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.command.InvalidValueException;
import io.longshore.ledger.ControlState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/// Rebuilds what stands over commands from the headers of events. What no worker writes is passed
/// over.
final class ControlHeaders {
  private ControlHeaders() {}

  static void note(CommandId id, Map<String, String> said, ControlState control) {
    try {
      String target = said.get(LedgerHeaders.CANCELS);
      if (target != null) {
        control.cancelBegun(new CommandId(target), id);
      }
      String until = said.get(LedgerHeaders.FROZEN_UNTIL);
      if (until != null) {
        control.freezeUntil(until.isEmpty() ? Instant.MIN : Instant.parse(until));
      }
    } catch (InvalidValueException | DateTimeException _) {
      return;
    }
  }
}
