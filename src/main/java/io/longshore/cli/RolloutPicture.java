package io.longshore.cli;

import io.longshore.cli.text.RolloutPace;
import io.longshore.cli.text.RolloutScreen;
import io.longshore.cli.text.RolloutText;
import io.longshore.rollout.Answer;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/// A rollout in a terminal: drawn anew a few times a second, below lines that stay about what a
/// person should know later.
final class RolloutPicture implements RolloutView {
  private static final Duration BETWEEN = Duration.ofMillis(250);

  /// Where a terminal does not tell its size.
  private static final Size USUAL = new Size(80, 24);

  private final Terminal terminal;
  private final Display display;
  private final InstantSource clock;
  private final RolloutPace pace = new RolloutPace();
  private final ScheduledExecutorService drawing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("longshore-picture").factory());
  private @Nullable RolloutState state;

  /// @param terminal is closed with the picture
  RolloutPicture(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.display = new Display(terminal, false);
    Future<?> _ =
        drawing.scheduleAtFixedRate(
            this::draw, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void begin(RolloutState before) {
    state = before;
  }

  @Override
  public synchronized void happened(RolloutEvent event, RolloutState after) {
    state = after;
    pace.happened(event, after);
    if (!(event instanceof RolloutEvent.Answered answered)
        || answered.answer() instanceof Answer.Bad) {
      RolloutText.line(event, after).ifPresent(this::keep);
    }
  }

  /// Above the picture.
  private void keep(String line) {
    show(List.of());
    terminal.writer().println(line);
    terminal.flush();
  }

  private synchronized void draw() {
    if (state != null) {
      Size size = size();
      show(
          RolloutScreen.lines(
              state, pace, clock.instant(), size.getColumns() - 1, size.getRows() - 1));
    }
  }

  private Size size() {
    Size size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0 ? size : USUAL;
  }

  private void show(List<String> lines) {
    Size size = size();
    display.resize(size.getRows(), size.getColumns());
    List<AttributedString> shown = lines.stream().map(AttributedString::new).toList();
    int last = Math.max(0, lines.size() - 1);
    display.update(
        shown, size.cursorPos(last, shown.isEmpty() ? 0 : shown.getLast().columnLength()));
  }

  /// Leaves only the lines that stay.
  @Override
  public void close() {
    drawing.shutdownNow();
    synchronized (this) {
      state = null;
      show(List.of());
    }
    try {
      terminal.close();
    } catch (IOException unflushed) {
      throw new UncheckedIOException(unflushed);
    }
  }
}
