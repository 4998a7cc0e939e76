package io.longshore.client;

import io.longshore.command.HostName;
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

/// A command ready to be sent. [CommandBuilder] makes one.
///
/// @param host whose topic it goes to
/// @param id its id; empty when the payload has none that is a text
/// @param message the message
public record Outgoing(HostName host, String id, WireMessage message) {

  /// A command from a payload of `schemas/command.schema.json`. Nothing is checked: [#fault] does.
  ///
  /// @param source who sends, a URI reference such as `/longshore/send`
  /// @param now the time of sending
  public static Outgoing of(HostName host, ObjectNode payload, String source, Instant now) {
    return new Outgoing(
        host, payload.path("id").asString(""), CommandEncoder.encode(payload, source, now));
  }

  /// The same command, asking its worker to tell what a container run to its end writes while it
  /// writes it, in events of the kind [io.longshore.event.Event.Output]. A worker that cannot do so
  /// carries it out all the same.
  public Outgoing followed() {
    return new Outgoing(host, id, CommandEncoder.followed(message));
  }

  /// What the host's worker would refuse about it, in its own words; empty when nothing. How large
  /// a message it reads is its own setting, and not looked at.
  public Optional<Failure> fault(Instant now) {
    RawMessage raw =
        new RawMessage(Topics.commands(host), 0, 0, now, message.value(), message.headers());
    return switch (CommandDecoder.ofAnySize(host).decode(raw)) {
      case Reading.Understood _ -> Optional.empty();
      case Reading.Refused refused -> Optional.of(refused.failure());
    };
  }
}
