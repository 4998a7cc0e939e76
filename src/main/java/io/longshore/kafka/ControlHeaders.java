package io.longshore.kafka;

import io.longshore.command.CommandId;
import io.longshore.ledger.ControlState;
import io.longshore.ledger.Ledger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Rebuilds what stands over commands from the headers of events. What no worker writes is passed
/// over.
final class ControlHeaders {
  private ControlHeaders() {}

  static void noteStarted(CommandId id, Map<String, String> said, Ledger ledger) {
    target(said).ifPresent(target -> ledger.control().cancelBegun(target, id));
    noteFreeze(said, ledger.control());
  }

  /// To be called once the ledger knows that the command is answered.
  static void noteFinished(CommandId id, Map<String, String> said, Ledger ledger) {
    target(said).ifPresent(target -> ledger.cancelGoesOn(target, id));
    noteFreeze(said, ledger.control());
  }

  private static Optional<CommandId> target(Map<String, String> said) {
    return Optional.ofNullable(said.get(LedgerHeaders.CANCELS)).flatMap(CommandId::find);
  }

  private static void noteFreeze(Map<String, String> said, ControlState control) {
    String until = said.get(LedgerHeaders.FROZEN_UNTIL);
    if (until == null) {
      return;
    }
    try {
      control.freezeUntil(until.isEmpty() ? Instant.MIN : Instant.parse(until));
    } catch (DateTimeException _) {
      return;
    }
  }
}
