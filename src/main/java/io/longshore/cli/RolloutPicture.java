package io.longshore.cli;

import io.longshore.cli.text.RolloutPace;
import io.longshore.cli.text.RolloutScreen;
import io.longshore.cli.text.RolloutText;
import io.longshore.rollout.Answer;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A rollout in a terminal: drawn anew a few times a second, below lines that stay about what a
/// person should know later.
final class RolloutPicture implements RolloutView {
  private static final Duration BETWEEN = Duration.ofMillis(250);

  private final Screen screen;
  private final InstantSource clock;
  private final RolloutPace pace = new RolloutPace();
  private final ScheduledExecutorService drawing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("longshore-picture").factory());
  private @Nullable RolloutState state;

  /// @param screen is closed with the picture
  RolloutPicture(Screen screen, InstantSource clock) {
    this.screen = screen;
    this.clock = clock;
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
      RolloutText.line(event, after).ifPresent(line -> screen.print(List.of(line)));
    }
  }

  private synchronized void draw() {
    RolloutState drawn = state;
    if (drawn != null) {
      screen
          .size()
          .ifPresent(size ->
              screen.show(
                  RolloutScreen.lines(
                      drawn, pace, clock.instant(), size.getColumns() - 1, size.getRows() - 1)));
    }
  }

  /// Leaves only the lines that stay.
  @Override
  public void close() {
    drawing.shutdownNow();
    synchronized (this) {
      state = null;
      screen.close();
    }
  }
}
