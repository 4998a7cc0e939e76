package io.longshore.cli.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How commands stand that are waited for, as the lowest lines of a terminal: a line for each as
/// long as they fit, and of several a bar.
public final class StandingText {
  private static final int BAR = 24;
  private static final int WIDEST_HOST = 32;
  private static final int WIDEST_STATE = 48;
  private static final int MOST_NAMED = 5;

  private StandingText() {}

  /// A command that is unanswered.
  ///
  /// @param state `sent`, `queued`, `started`, or what a worker said last
  /// @param since how long ago it was sent
  public record Waiting(String host, String state, Duration since) {}

  /// What has come.
  ///
  /// @param commands how many there are
  /// @param answered how many of them are answered
  /// @param failed how many of these did not succeed
  public record Count(int commands, int answered, int failed) {}

  /// The lines, none wider than the terminal and not more than it has but one.
  ///
  /// @param rows the terminal's, at least 3
  /// @param columns the terminal's, at least 2
  public static List<String> of(Count count, List<Waiting> waiting, int rows, int columns) {
    List<String> lines = new ArrayList<>();
    if (count.commands() > 1) {
      lines.add(bar(count));
    }
    if (lines.size() + waiting.size() < rows) {
      int widest = waiting.stream().mapToInt(each -> each.host().length()).max().orElse(0);
      waiting.forEach(each -> lines.add(line(each, Math.min(widest, WIDEST_HOST))));
    } else {
      lines.add("waiting for " + names(waiting));
    }
    return lines.stream().map(line -> TerminalText.shortened(line, columns - 1)).toList();
  }

  private static String bar(Count count) {
    int full = (int) ((long) BAR * count.answered() / count.commands());
    String failed = count.failed() == 0 ? "" : ", " + count.failed() + " did not succeed";
    return "[%s%s] %d of %d answered%s"
        .formatted(
            "=".repeat(full), " ".repeat(BAR - full), count.answered(), count.commands(), failed);
  }

  private static String line(Waiting waiting, int width) {
    String host = TerminalText.shortened(waiting.host(), WIDEST_HOST);
    String state = TerminalText.shortened(waiting.state(), WIDEST_STATE);
    return host
        + " ".repeat(Math.max(0, width - host.length()))
        + "  "
        + state
        + ", "
        + DurationWords.inSeconds(waiting.since());
  }

  private static String names(List<Waiting> waiting) {
    String names =
        waiting.stream().limit(MOST_NAMED).map(Waiting::host).collect(Collectors.joining(", "));
    int more = waiting.size() - MOST_NAMED;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
