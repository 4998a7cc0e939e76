package io.longshore.cli.text;

import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that one host's topics tell of a command.
///
/// @param messages those that asked for it, in their order; empty when retention has removed them
/// @param events those that speak of it, in their order
public record Life(HostName host, String id, List<Message> messages, List<Happening> events) {
  public Life {
    messages = List.copyOf(messages);
    events = List.copyOf(events);
  }

  /// A message.
  ///
  /// @param offset in the command topic
  /// @param at when the broker took it
  /// @param source who sent it, as the message says; null when it does not
  public record Message(long offset, Instant at, @Nullable String source, Reading reading) {}

  /// An event.
  ///
  /// @param offset in the result topic
  /// @param json its payload as published
  /// @param digest of a terminal event as published; null when there is none
  public record Happening(long offset, Event event, String json, @Nullable String digest) {}

  /// The terminal event; empty while there is none.
  public Optional<Event.Finished> result() {
    return events.stream()
        .map(Happening::event)
        .filter(Event.Finished.class::isInstance)
        .map(Event.Finished.class::cast)
        .findFirst();
  }

  /// What the policy decided, as far as the result tells.
  public String decision() {
    return result().map(Life::decision).orElse("not known yet");
  }

  private static String decision(Event.Finished result) {
    return switch (result.outcome()) {
      case SUCCEEDED, FAILED, SUPERSEDED -> "allowed";
      case DENIED -> "denied";
      case CANCELLED -> result.startedAt() == null ? "not asked for one" : "allowed";
      case REJECTED, EXPIRED -> "not asked for one";
    };
  }
}
