package io.longshore.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Where a person reads: what is printed for good, and on a terminal below it some lines that are
/// drawn anew. Lines must be safe to print.
final class Screen implements AutoCloseable {
  /// The size is asked for no more often: it takes a process.
  private static final Duration SIZE_HOLDS = Duration.ofSeconds(2);

  private static final int FEWEST_ROWS = 4;
  private static final int FEWEST_COLUMNS = 20;

  private final PrintWriter out;
  private final PrintWriter errors;
  private final @Nullable Supplier<Size> size;
  private final Runnable release;
  private List<String> standing = List.of();
  private Size known = new Size();
  private long askedAt;

  /// @param size the terminal's; null: it is none
  /// @param release gives the terminal back
  Screen(PrintWriter out, PrintWriter errors, @Nullable Supplier<Size> size, Runnable release) {
    this.out = out;
    this.errors = errors;
    this.size = size;
    this.release = release;
  }

  /// One on which nothing is drawn anew.
  static Screen plain(PrintWriter out, PrintWriter errors) {
    return new Screen(out, errors, null, () -> {});
  }

  /// Whether standard output is a terminal. Java says in either way that it is none: no console, or
  /// one that is no terminal.
  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /// That of this process; plain where it has none, or none that lines can be drawn anew on.
  static Screen ofTerminal(PrintWriter out, PrintWriter errors) {
    if (!isTerminal()) {
      return plain(out, errors);
    }
    try {
      Terminal terminal =
          TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build();
      return isFit(terminal)
          ? new Screen(out, errors, terminal::getSize, () -> close(terminal))
          : closed(terminal, plain(out, errors));
    } catch (IOException | IllegalStateException none) {
      return plain(out, errors);
    }
  }

  private static boolean isFit(Terminal terminal) {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB)
        && terminal.getHeight() >= FEWEST_ROWS
        && terminal.getWidth() >= FEWEST_COLUMNS;
  }

  private static Screen closed(Terminal terminal, Screen screen) {
    close(terminal);
    return screen;
  }

  private static void close(Terminal terminal) {
    try {
      terminal.close();
    } catch (IOException gone) {
      return;
    }
  }

  /// The size of what lines can be drawn anew on; empty: on this none can. A terminal that has
  /// become smaller than one to begin with is drawn on as if it had not.
  Optional<Size> size() {
    if (size == null) {
      return Optional.empty();
    }
    if (askedAt == 0 || System.nanoTime() - askedAt > SIZE_HOLDS.toNanos()) {
      Size told = size.get();
      known =
          new Size(
              Math.max(told.getColumns(), FEWEST_COLUMNS), Math.max(told.getRows(), FEWEST_ROWS));
      askedAt = System.nanoTime();
    }
    return Optional.of(known);
  }

  /// Prints results.
  void print(List<String> lines) {
    List<String> below = standing;
    show(List.of());
    lines.forEach(out::println);
    out.flush();
    show(below);
  }

  /// Prints what is said beside results.
  void note(String line) {
    List<String> below = standing;
    show(List.of());
    errors.println(line);
    errors.flush();
    show(below);
  }

  /// Draws these lines in the place of those before.
  void show(List<String> lines) {
    if (!lines.equals(standing)) {
      if (!standing.isEmpty()) {
        // Up to the first of them, and all away below (ECMA-48: CUU, ED).
        errors.print("\u001b[" + standing.size() + "A\u001b[J");
      }
      lines.forEach(errors::println);
      errors.flush();
      standing = List.copyOf(lines);
    }
  }

  /// Takes the drawn lines away.
  @Override
  public void close() {
    show(List.of());
    release.run();
  }
}
