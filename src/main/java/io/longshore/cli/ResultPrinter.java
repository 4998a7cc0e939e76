package io.longshore.cli;

import io.longshore.cli.text.DurationWords;
import io.longshore.cli.text.EventText;
import io.longshore.cli.text.LiveText;
import io.longshore.cli.text.ResultText;
import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerTroubleException;
import io.longshore.client.Outgoing;
import io.longshore.client.ResultMessage;
import io.longshore.client.Sent;
import io.longshore.command.CommandId;
import io.longshore.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints what comes back: results on standard output, what happens on the way on standard error.
final class ResultPrinter {
  private final Screen screen;
  private final Form form;
  private final Map<CommandId, LiveText> live = new HashMap<>();

  /// How results are printed.
  ///
  /// @param json as published
  /// @param brief whether a line or two must do for each, and nothing is told on the way: there are
  ///   many
  /// @param follow whether what a process writes is printed when it is told
  record Form(boolean json, boolean brief, boolean follow) {}

  ResultPrinter(Screen screen, Form form) {
    this.screen = screen;
    this.form = form;
  }

  /// Not told of many on a screen, which has better to show.
  void sent(Sent sent) {
    if (!form.brief || screen.size().isEmpty()) {
      note("sent " + sent.id() + " to " + sent.host());
    }
  }

  /// The broker did not say that a command is safe.
  void doubtful(BrokerTroubleException trouble) {
    note("longshore: " + BrokerHints.told(trouble) + "; it is not known to be sent");
  }

  /// Somebody has stopped the sending, or the broker is in trouble. The hosts stand as `--hosts`
  /// takes them.
  void unsent(List<Outgoing> unsent, int commands) {
    String hosts =
        unsent.stream()
            .map(command -> command.host().text())
            .distinct()
            .collect(Collectors.joining(","));
    note(
        "longshore: %d of %d commands were not sent: %s".formatted(unsent.size(), commands, hosts));
  }

  void progress(ResultMessage message) {
    if (message.event() instanceof Event.Output output) {
      output(message, output);
    } else if (!form.brief && screen.size().isEmpty()) {
      EventText.progress(message.event()).ifPresent(this::note);
    }
  }

  private void output(ResultMessage message, Event.Output output) {
    if (form.follow) {
      print(message, live(output.header()).of(output));
    }
  }

  private LiveText live(Event.Header header) {
    String front = form.brief ? header.host() + " " : "  ";
    return live.computeIfAbsent(header.commandId(), _ -> new LiveText(front));
  }

  /// What was written and followed is printed once, before the result.
  void finished(ResultMessage message, Event.Finished finished) {
    List<String> lines = new ArrayList<>();
    if (form.follow) {
      lines.addAll(live(finished.header()).rest(finished.report()));
      live.remove(finished.header().commandId());
    }
    lines.addAll(form.brief ? ResultText.brief(finished) : atLength(finished));
    print(message, lines);
  }

  private List<String> atLength(Event.Finished finished) {
    return form.follow ? ResultText.withoutOutput(finished) : ResultText.of(finished);
  }

  /// How the commands stand, on a terminal.
  ///
  /// @param since how long ago they were sent
  void standing(Standings standings, Duration since) {
    screen
        .size()
        .ifPresent(size -> screen.show(standings.lines(since, size.getRows(), size.getColumns())));
  }

  /// How far the answers have come, where nothing else tells.
  void waiting(Tally tally, Collection<Outgoing> owed) {
    if (form.brief && screen.size().isEmpty()) {
      note(tally.soFar(owed));
    }
  }

  /// What they came to, of many.
  void ended(Tally tally) {
    screen.show(List.of());
    if (form.brief) {
      note(tally.atLast());
    }
  }

  void duplicate(ResultMessage message, Event.Duplicate duplicate) {
    print(message, ResultText.of(duplicate));
  }

  void conflict(ResultMessage message, Event.Conflict conflict) {
    print(message, ResultText.of(conflict));
  }

  void silence(Outgoing command, Duration waited) {
    note(
        "%s has not said anything for %s; waiting on (is its worker running?)"
            .formatted(command.host(), DurationWords.of(waited)));
  }

  void unanswered(Outgoing command, Duration limit) {
    note(
        ("longshore: no answer from %s to %s within %s; the command stays in its topic, and may still be carried"
                + " out until its --not-after, if it has one: longshore audit --host %s --follow will show its result, and longshore"
                + " send --host %s cancel_command -p command_id=%s calls it off")
            .formatted(
                command.host(),
                command.id(),
                DurationWords.of(limit),
                command.host(),
                command.host(),
                command.id()));
  }

  private void print(ResultMessage message, List<String> lines) {
    screen.print(form.json ? List.of(JsonLines.of(message.json())) : lines);
  }

  private void note(String line) {
    screen.note(TerminalText.line(line));
  }
}
