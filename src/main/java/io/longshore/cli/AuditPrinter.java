package io.longshore.cli;

import io.longshore.event.Event;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Prints results as they come, some of them at once while there are many; or, with a limit, holds
/// the newest of those stored and prints them by time.
final class AuditPrinter {
  private static final int BUFFER = 1 << 15;

  private final PrintWriter out;
  private final PrintWriter lines;
  private final AuditOutput output;
  private final int limit;
  private final PriorityQueue<Held> newest = new PriorityQueue<>(Comparator.comparing(Held::at));
  private boolean stored = true;
  private long shown;

  private record Held(Event.Finished finished, String published) {
    Instant at() {
      return finished.header().at();
    }
  }

  /// @param limit 0: none
  AuditPrinter(PrintWriter out, AuditOutput output, int limit) {
    this.out = out;
    // For itself it writes each line by itself.
    this.lines = new PrintWriter(new BufferedWriter(out, BUFFER));
    this.output = output;
    this.limit = limit;
  }

  void begin() {
    output.heading().ifPresent(lines::println);
    flush();
  }

  void show(Event.Finished finished, String published) {
    if (limit == 0 || !stored) {
      print(finished, published);
      return;
    }
    newest.add(new Held(finished, published));
    if (newest.size() > limit) {
      newest.remove();
    }
  }

  /// What was stored has been shown; what comes now is new, and printed at once.
  void endOfStored() {
    stored = false;
    for (Held held = newest.poll(); held != null; held = newest.poll()) {
      print(held.finished(), held.published());
    }
    flush();
  }

  void flush() {
    lines.flush();
  }

  /// Whether nobody reads any more what is printed.
  boolean isClosed() {
    flush();
    return out.checkError();
  }

  /// How many results were printed.
  long shown() {
    return shown;
  }

  private void print(Event.Finished finished, String published) {
    lines.println(output.line(finished, published));
    shown++;
  }
}
