package io.longshore.cli.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.event.Event;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The live output of one command as whole lines, each told once: what comes again is passed over,
/// what is missing is said, and the result adds what was not told.
public final class LiveText {
  /// How a result tells what it leaves out of a long output. A process may write any number there.
  private static final Pattern LEFT_OUT = Pattern.compile("\n\\[… (\\d{1,18}) bytes left out …]\n");

  /// A line without an end is not waited for any longer than that.
  private static final int LONGEST_LINE = 4096;

  private final String prefix;
  private final Map<Event.Stream, Stream> streams = new EnumMap<>(Event.Stream.class);

  /// @param prefix stands in front of each line
  public LiveText(String prefix) {
    this.prefix = prefix;
  }

  /// The lines that this one ends.
  public List<String> of(Event.Output output) {
    Stream stream = stream(output.stream());
    stream.add(output.offset(), output.text());
    return stream.lines();
  }

  /// The lines that were not told yet.
  public List<String> rest(Report report) {
    OutputTotals totals = report.totals();
    Stream stdout = stream(Event.Stream.STDOUT);
    stdout.addAll(report.stdout(), totals == null ? null : totals.stdout());
    Stream stderr = stream(Event.Stream.STDERR);
    stderr.addAll(report.stderr(), totals == null ? null : totals.stderr());
    List<String> lines = new ArrayList<>(stdout.lines());
    lines.addAll(stderr.lines());
    return lines;
  }

  private Stream stream(Event.Stream stream) {
    String mark = stream == Event.Stream.STDOUT ? "| " : "! ";
    return streams.computeIfAbsent(stream, _ -> new Stream(prefix + mark));
  }

  private static final class Stream {
    private final String front;
    private final List<String> lines = new ArrayList<>();
    private String begun = "";
    private long told;

    private Stream(String front) {
      this.front = front;
    }

    /// Those that were added since this was last asked.
    private List<String> lines() {
      List<String> added = List.copyOf(lines);
      lines.clear();
      return added;
    }

    /// @param offset how many bytes came before
    private void add(long offset, String text) {
      byte[] bytes = text.getBytes(UTF_8);
      if (offset > told) {
        endLine();
        lines.add(front + "[… " + (offset - told) + " bytes left out …]");
        told = offset;
      }
      int known = (int) Math.min(bytes.length, told - offset);
      told += bytes.length - known;
      begun += new String(bytes, known, bytes.length - known, UTF_8);
      int end = begun.length() > LONGEST_LINE ? begun.length() : begun.lastIndexOf('\n') + 1;
      addLines(begun.substring(0, end));
      begun = begun.substring(end);
    }

    private void addAll(@Nullable String text, OutputTotals.@Nullable Total total) {
      if (text != null) {
        Matcher gap = LEFT_OUT.matcher(text);
        if (total != null && total.truncated() && findGap(gap, text, total.bytes())) {
          add(0, text.substring(0, gap.start()));
          add(total.bytes() - bytes(text.substring(gap.end())), text.substring(gap.end()));
        } else {
          add(total != null && total.truncated() ? told : 0, text);
        }
      }
      endLine();
    }

    /// Whether it is found for sure: what is not UTF-8 has other lengths than it had, and a process
    /// may write such a line itself.
    private static boolean findGap(Matcher gap, String text, long total) {
      while (gap.find()) {
        long kept = bytes(text.substring(0, gap.start())) + bytes(text.substring(gap.end()));
        if (kept + Long.parseLong(gap.group(1)) == total) {
          return true;
        }
      }
      return false;
    }

    private static long bytes(String text) {
      return text.getBytes(UTF_8).length;
    }

    private void endLine() {
      addLines(begun);
      begun = "";
    }

    private void addLines(String text) {
      if (!text.isEmpty()) {
        TerminalText.lines(text).forEach(line -> lines.add(front + line));
      }
    }
  }
}
