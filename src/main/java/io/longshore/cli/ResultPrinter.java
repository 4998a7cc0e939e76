package io.longshore.cli;

import io.longshore.cli.text.DurationText;
import io.longshore.cli.text.EventText;
import io.longshore.cli.text.ResultText;
import io.longshore.cli.text.TerminalText;
import io.longshore.client.ResultMessage;
import io.longshore.client.Sent;
import io.longshore.event.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/// Prints what comes back: results on standard output, what happens on the way on standard error.
final class ResultPrinter {
  private final PrintWriter out;
  private final PrintWriter errors;
  private final boolean json;
  private final boolean brief;

  /// @param brief whether a line or two must do for each result, and nothing is told on the way:
  ///   there are many
  ResultPrinter(PrintWriter out, PrintWriter errors, boolean json, boolean brief) {
    this.out = out;
    this.errors = errors;
    this.json = json;
    this.brief = brief;
  }

  void progress(Event event) {
    if (!brief) {
      EventText.progress(event).ifPresent(this::note);
    }
  }

  void finished(ResultMessage message, Event.Finished finished) {
    print(message, brief ? ResultText.brief(finished) : ResultText.of(finished));
  }

  /// How far the answers have come, where nothing else tells.
  void waiting(Tally tally) {
    if (brief) {
      note(tally.soFar());
    }
  }

  /// What they came to, of many.
  void ended(Tally tally) {
    if (brief) {
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
    if (json) {
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
