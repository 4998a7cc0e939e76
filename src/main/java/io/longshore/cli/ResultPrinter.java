package io.longshore.cli;

import io.longshore.cli.text.DurationText;
import io.longshore.cli.text.EventText;
import io.longshore.cli.text.LiveText;
import io.longshore.cli.text.ResultText;
import io.longshore.cli.text.TerminalText;
import io.longshore.client.ResultMessage;
import io.longshore.client.Sent;
import io.longshore.command.CommandId;
import io.longshore.event.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prints what comes back: results on standard output, what happens on the way on standard error.
final class ResultPrinter {
  private final PrintWriter out;
  private final PrintWriter errors;
  private final Form form;
  private final Map<CommandId, LiveText> live = new HashMap<>();

  /// How results are printed.
  ///
  /// @param json as published
  /// @param brief whether a line or two must do for each, and nothing is told on the way: there are
  ///   many
  /// @param follow whether what a process writes is printed when it is told
  record Form(boolean json, boolean brief, boolean follow) {}

  ResultPrinter(PrintWriter out, PrintWriter errors, Form form) {
    this.out = out;
    this.errors = errors;
    this.form = form;
  }

  void progress(ResultMessage message) {
    if (message.event() instanceof Event.Output output) {
      output(message, output);
    } else if (!form.brief) {
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

  /// How far the answers have come, where nothing else tells.
  void waiting(Tally tally) {
    if (form.brief) {
      note(tally.soFar());
    }
  }

  /// What they came to, of many.
  void ended(Tally tally) {
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

  void silence(Sent sent, Duration waited) {
    note(
        "%s has not said anything for %s; waiting on (is its worker running?)"
            .formatted(sent.host(), DurationText.of(waited)));
  }

  void unanswered(Sent sent, Duration limit) {
    note(
        ("longshore: no answer from %s to %s within %s; the command stays in its topic, and"
                + " longshore audit --host %s --follow will show its result")
            .formatted(sent.host(), sent.id(), DurationText.of(limit), sent.host()));
  }

  private void print(ResultMessage message, List<String> lines) {
    if (form.json) {
      out.println(JsonLines.of(message.json()));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }

  private void note(String line) {
    errors.println(TerminalText.line(line));
    errors.flush();
  }
}
