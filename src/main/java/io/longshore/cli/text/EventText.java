package io.longshore.cli.text;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import java.util.Optional;

/// One line for each thing that happens while a command is waited for.
public final class EventText {
  private EventText() {}

  /// The line about an event on the way; empty for a terminal event, and for those that answer a
  /// repeat, which [ResultText] tells at length.
  public static Optional<String> progress(Event event) {
    return event instanceof Event.Accepted
        ? Optional.of(said(event, "accepted"))
        : state(event).map(words -> said(event, words));
  }

  /// How a command stands after an event; empty when the event says nothing of that.
  public static Optional<String> state(Event event) {
    return switch (event) {
      case Event.Accepted _ -> Optional.of("queued");
      case Event.Started started ->
          Optional.of(started.attempt() == 1 ? "started" : "started, attempt " + started.attempt());
      case Event.Progress progress -> Optional.of(progress.message());
      case Event.Output _, Event.Finished _, Event.Duplicate _, Event.Conflict _ ->
          Optional.empty();
    };
  }

  /// What a failure says, with what to do about it, in one line.
  public static String failure(Failure failure) {
    String hint = failure.hint();
    return TerminalText.line(
        hint == null ? failure.message() : sentence(failure.message()) + " " + hint);
  }

  private static String said(Event event, String words) {
    Event.Header header = event.header();
    String subject =
        header.resource() == null ? header.commandId().text() : header.resource().key();
    return TerminalText.line(header.host() + " " + subject + ": " + words.stripTrailing());
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }
}
