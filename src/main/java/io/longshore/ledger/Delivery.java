package io.longshore.ledger;

import io.longshore.command.CommandId;
import io.longshore.command.Envelope;
import io.longshore.command.HostControl;
import io.longshore.event.Reading;
import java.time.Instant;

/// A message as it came.
///
/// @param offset its place in the host's command topic
/// @param appendedAt when the broker appended it, by the broker's clock: the only clock the ledger
///   goes by
/// @param bytes how long its value is
/// @param reading what it says
public record Delivery(long offset, Instant appendedAt, int bytes, Reading reading) {
  /// The id that it goes by, and under which it is answered.
  public CommandId id() {
    return switch (reading) {
      case Reading.Refused refused -> refused.header().commandId();
      case Reading.Understood understood -> understood.envelope().id();
    };
  }

  /// What it keeps its order with. A command that calls another off waits for no third.
  public String lane() {
    return switch (reading) {
      case Reading.Refused refused -> "message/" + refused.header().commandId();
      case Reading.Understood(Envelope envelope) ->
          envelope.command() instanceof HostControl.CancelCommand cancel
              ? cancel.resource().key() + "/" + cancel.target()
              : envelope.command().resource().key();
    };
  }

  /// Whether it is about the host, and so may wait for commands that are still to be taken in.
  public boolean isControl() {
    return reading instanceof Reading.Understood understood
        && understood.envelope().command() instanceof HostControl;
  }
}
