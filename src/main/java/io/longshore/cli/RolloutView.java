package io.longshore.cli;

import io.longshore.cli.rollout.Coordinator;
import io.longshore.cli.text.RolloutText;
import io.longshore.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.InstantSource;

/// Shows how a rollout goes on: in a terminal a picture that changes, elsewhere a line for each
/// thing that happens.
interface RolloutView extends Coordinator.Listener, AutoCloseable {
  /// A picture where standard output is a terminal that can be drawn on, lines elsewhere.
  ///
  /// @param out takes the lines
  /// @param errors takes the picture
  static RolloutView of(PrintWriter out, PrintWriter errors, InstantSource clock) {
    Screen screen = Screen.ofTerminal(out, errors);
    return screen.size().isPresent() ? new RolloutPicture(screen, clock) : lines(out);
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
