package io.longshore.cli;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.event.Failure;
import io.longshore.event.Reading;
import io.longshore.kafka.Topics;
import io.longshore.wire.CommandDecoder;
import io.longshore.wire.CommandEncoder;
import io.longshore.wire.RawMessage;
import io.longshore.wire.WireMessage;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A command ready to be sent.
///
/// @param host whose topic it goes to
/// @param id its id; empty when the payload has none that is a text
/// @param message the message
record Outgoing(HostName host, String id, WireMessage message) {
  private static final String SOURCE = "/longshore/send";

  /// @throws CliException when the payload does not name a host
  static Outgoing of(ObjectNode payload, Instant now) {
    String host = payload.path("host").asString("");
    if (host.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "no host is named: give --host HOST, or host: in the file");
    }
    try {
      return new Outgoing(
          new HostName(host),
          payload.path("id").asString(""),
          CommandEncoder.encode(payload, SOURCE, now));
    } catch (InvalidValueException refused) {
      throw new CliException(ExitCode.USAGE, "host: " + refused.getMessage(), refused);
    }
  }

  /// What the host's worker would refuse about it, in its own words; empty when nothing.
  Optional<Failure> fault(Instant now) {
    RawMessage message =
        new RawMessage(
            Topics.commands(host), 0, 0, now, this.message.value(), this.message.headers());
    return switch (new CommandDecoder(host).decode(message)) {
      case Reading.Understood _ -> Optional.empty();
      case Reading.Refused refused -> Optional.of(refused.failure());
    };
  }
}
