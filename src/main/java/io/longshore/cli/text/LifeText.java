package io.longshore.cli.text;

import io.longshore.command.Envelope;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command's whole life as a person reads it: who asked, what was decided, what happened in its
/// order, and the result at length. Parameters are left out: they may hold secrets.
public final class LifeText {
  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();

  private LifeText() {}

  /// The lines about a command.
  public static List<String> of(Life life) {
    LifeText text = new LifeText();
    text.line("%s on %s".formatted(life.id(), life.host()));
    text.tellMessages(life.messages());
    text.indented("decision: " + life.decision());
    life.events().forEach(text::tell);
    life.result().ifPresent(result -> text.lines.addAll(ResultText.of(result)));
    return List.copyOf(text.lines);
  }

  private void tellMessages(List<Life.Message> messages) {
    if (messages.isEmpty()) {
      indented("asked: its message is no longer in the command topic");
    }
    for (int i = 0; i < messages.size(); i++) {
      Life.Message message = messages.get(i);
      String from = message.source() == null ? "" : ", sent by " + message.source();
      indented(
          "%s: %s, command %d%s"
              .formatted(i == 0 ? "asked" : "asked again", message.at(), message.offset(), from));
      switch (message.reading()) {
        case Reading.Understood(Envelope envelope) -> tell(envelope);
        case Reading.Refused refused ->
            indented(INDENT + "unreadable: " + refused.failure().message());
      }
    }
  }

  private void tell(Envelope envelope) {
    indented(
        INDENT
            + envelope.command().action()
            + " "
            + envelope.command().resource().key()
            + (envelope.checkMode() ? " (check mode)" : ""));
    member("issuer", envelope.issuer());
    member("correlation", envelope.correlationId());
    member("not before", envelope.notBefore());
    member("not after", envelope.notAfter());
    member("timeout", envelope.timeout());
    member("followed", envelope.follow() ? "yes" : null);
    member("digest", envelope.digest());
  }

  private void member(String name, @Nullable Object value) {
    if (value != null) {
      indented(INDENT + name + ": " + value);
    }
  }

  private void tell(Life.Happening happening) {
    Event event = happening.event();
    Instant at = event.header().at();
    indented("%s  result %d  %s".formatted(at, happening.offset(), words(event)));
    if (happening.digest() != null) {
      indented(INDENT + "digest: " + happening.digest());
    }
  }

  private static String words(Event event) {
    return switch (event) {
      case Event.Accepted _ -> "accepted";
      case Event.Started started -> "started, attempt " + started.attempt();
      case Event.Progress progress -> progress.message();
      case Event.Output output ->
          output.stream().name().toLowerCase(java.util.Locale.ROOT) + ": " + output.text();
      case Event.Finished finished ->
          "finished: %s, attempts: %d"
              .formatted(finished.outcome().wireName(), finished.attempts());
      case Event.Duplicate _ -> "duplicate: it was answered before, nothing was done";
      case Event.Conflict conflict -> "conflict: " + text(conflict.failure());
    };
  }

  private static String text(Failure failure) {
    return EventText.failure(failure);
  }

  private void indented(String text) {
    line(INDENT + text);
  }

  private void line(String text) {
    lines.add(TerminalText.line(text));
  }
}
