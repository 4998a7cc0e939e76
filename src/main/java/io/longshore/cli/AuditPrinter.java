package io.longshore.cli;

import io.longshore.event.Event;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Prints results as they come, or, with a limit, holds the newest of those stored and prints them
/// by time.
final class AuditPrinter {
  private final PrintWriter out;
  private final AuditOutput output;
  private final int limit;
  private final PriorityQueue<Held> newest = new PriorityQueue<>(Comparator.comparing(Held::at));
  private boolean stored = true;
  private long shown;

  private record Held(Instant at, String line) {}

  /// @param limit 0: none
  AuditPrinter(PrintWriter out, AuditOutput output, int limit) {
    this.out = out;
    this.output = output;
    this.limit = limit;
  }

  void begin() {
    output.heading().ifPresent(out::println);
    out.flush();
  }

  void show(Event.Finished finished, String published) {
    String line = output.line(finished, published);
    if (limit == 0 || !stored) {
      print(line);
      return;
    }
    newest.add(new Held(finished.header().at(), line));
    if (newest.size() > limit) {
      newest.remove();
    }
  }

  /// What was stored has been shown; what comes now is new, and printed at once.
  void endOfStored() {
    stored = false;
    for (Held held = newest.poll(); held != null; held = newest.poll()) {
      print(held.line());
    }
    flush();
  }

  void flush() {
    out.flush();
  }

  /// Whether nobody reads any more what is printed.
  boolean isClosed() {
    return out.checkError();
  }

  /// How many results were printed.
  long shown() {
    return shown;
  }

  private void print(String line) {
    out.println(line);
    shown++;
  }
}
