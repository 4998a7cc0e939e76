package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.HostName;
import io.longshore.rollout.BatchSize;
import io.longshore.rollout.Budget;
import io.longshore.rollout.Deadlines;
import io.longshore.rollout.Reversal;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RolloutPictureTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void whatHappenedStaysAboveAPictureThatGoesAway() throws Exception {
    PrintWriter printer = new PrintWriter(written, true, StandardCharsets.UTF_8);
    Screen screen = new Screen(printer, printer, () -> new Size(60, 20), () -> {});
    RolloutState state = RolloutState.of(new RolloutEvent.Planned(NOON, plan(), "alice"));
    RolloutEvent led = new RolloutEvent.Led(NOON, "bob\u001b[2J");
    try (RolloutPicture picture = new RolloutPicture(screen, InstantSource.fixed(NOON))) {
      picture.begin(state);
      picture.happened(led, state.after(led));
      while (!shown().contains("[..............................] 0 of 1 hosts")) {
        Thread.sleep(20);
      }
    }

    assertThat(shown())
        .contains("2026-11-26T12:00:00Z led by bob\\u001b[2J", "rollout web-2: not begun")
        .doesNotContain("bob\u001b[2J");
  }

  private String shown() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private static RolloutPlan plan() {
    return new RolloutPlan(
        new RolloutId("web-2"),
        List.of(new Target(new HostName("h1"), Map.of())),
        List.of(new Step(Action.RESTART_CONTAINER, "{}", null, false)),
        List.of(BatchSize.parse("1")),
        1,
        Budget.NONE,
        new Deadlines(Duration.ofMinutes(10), Duration.ofHours(1)),
        List.of(),
        null,
        Reversal.NONE,
        List.of());
  }
}
