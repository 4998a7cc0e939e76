package io.longshore.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import picocli.CommandLine;

/// What a command line came to.
record Typed(int exitCode, String out, String errors) {
  static final Instant NOW = Instant.parse("2026-11-22T21:00:00Z");

  /// Types a command line at that fixed time.
  static Typed in(String... words) {
    return withInput("", InstantSource.fixed(NOW), words);
  }

  static Typed withInput(String input, InstantSource clock, String... words) {
    AtomicInteger drawn = new AtomicInteger();
    return withIds(
        () -> drawn.incrementAndGet() == 1 ? "new-id" : "new-id-" + drawn, input, clock, words);
  }

  /// With ids that are none of another line's.
  static Typed withIds(Supplier<String> newId, String input, InstantSource clock, String... words) {
    StringWriter out = new StringWriter();
    Typed typed = execute(new PrintWriter(out), newId, input, clock, words);
    return new Typed(typed.exitCode, out.toString(), typed.errors);
  }

  /// Prints elsewhere, and so has no output of its own.
  static Typed printingTo(PrintWriter out, InstantSource clock, String... words) {
    return execute(out, () -> "new-id", "", clock, words);
  }

  private static Typed execute(
      PrintWriter out, Supplier<String> newId, String input, InstantSource clock, String... words) {
    StringWriter errors = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            clock,
            newId,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            () -> "alice@desk");
    CommandLine command = CommandLines.of(surroundings);
    command.setOut(out).setErr(new PrintWriter(errors));
    int exitCode = command.execute(words);
    return new Typed(exitCode, "", errors.toString());
  }
}
