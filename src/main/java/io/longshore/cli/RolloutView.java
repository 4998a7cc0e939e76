package io.longshore.cli;

import io.longshore.cli.rollout.Coordinator;
import io.longshore.cli.text.RolloutText;
import io.longshore.rollout.RolloutState;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Shows how a rollout goes on: in a terminal a picture that changes, elsewhere a line for each
/// thing that happens.
interface RolloutView extends Coordinator.Listener, AutoCloseable {
  /// A picture where standard output is a terminal that can be drawn on, lines elsewhere.
  ///
  /// @param out takes the lines
  static RolloutView of(PrintWriter out, InstantSource clock) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return lines(out);
    }
    try {
      Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
      if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        return new RolloutPicture(terminal, clock);
      }
      terminal.close();
      return lines(out);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /// Lines in any case.
  static RolloutView lines(PrintWriter out) {
    return (event, after) -> {
      RolloutText.line(event, after).ifPresent(out::println);
      out.flush();
    };
  }

  @Override
  default void close() {}

  /// Shows what was so before the first event that is told.
  default void begin(RolloutState state) {}
}
