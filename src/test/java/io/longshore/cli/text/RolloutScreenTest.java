package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.HostName;
import io.longshore.rollout.Answer;
import io.longshore.rollout.BatchSize;
import io.longshore.rollout.Budget;
import io.longshore.rollout.Conductor;
import io.longshore.rollout.Deadlines;
import io.longshore.rollout.Pause;
import io.longshore.rollout.Reversal;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutScreenTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Task WORK = new Task(Task.Phase.WORK, 0, 1);

  private final RolloutPace pace = new RolloutPace();
  private Instant now = NOON;
  private RolloutState state = RolloutState.of(new RolloutEvent.Planned(NOON, plan(), "alice"));

  @Test
  void beforeItsFirstBatchNothingIsCounted() {
    assertThat(lines(80, 24))
        .containsExactly(
            "rollout web-2: not begun",
            "[..............................] 0 of 10 hosts",
            "batch 1: 0 of 1 hosts",
            "batch 2: 0 of 4 hosts",
            "batch 3: 0 of 5 hosts");
  }

  @Test
  void failuresComeBeforeHostsAtWorkAndTheRestIsEstimated() {
    goOn();
    good(1, 10);
    rest(60);
    now = now.plusSeconds(4);
    bad(3, "broken\u001b[2J");

    assertThat(lines(80, 24))
        .containsExactly(
            "rollout web-2: batch 2 of 3; 1m14s, about 35s left",
            "[######........................] 2 of 10 hosts, 1 FAILED, 1 at work",
            "batch 2: 1 of 4 hosts, 1 FAILED, 1 at work",
            "batch 3: 0 of 5 hosts",
            "h3 failed: command 1: failed, broken\\u001b[2J",
            "h2 at command 1, 9m56s left");
  }

  @Test
  void aRestSaysHowLongItIs() {
    goOn();
    good(1, 10);
    now = now.plusSeconds(15);

    assertThat(lines(80, 24))
        .startsWith(
            "rollout web-2: rests after batch 1, goes on in 45s; 25s, about 1m35s left",
            "[###...........................] 1 of 10 hosts");
  }

  @Test
  void whatDoesNotFitIsCounted() {
    goOn();
    good(1, 10);
    rest(60);

    assertThat(lines(30, 5))
        .hasSize(5)
        .allMatch(line -> line.length() <= 30)
        .last()
        .isEqualTo("and 2 hosts more");
  }

  private List<String> lines(int columns, int rows) {
    return RolloutScreen.lines(state, pace, now, columns, rows);
  }

  private void goOn() {
    for (List<RolloutEvent> next = next(); !next.isEmpty(); next = next()) {
      next.forEach(this::happen);
    }
  }

  private List<RolloutEvent> next() {
    return Conductor.next(state, now, _ -> true);
  }

  private void happen(RolloutEvent event) {
    state = state.after(event);
    pace.happened(event, state);
  }

  private void rest(int seconds) {
    now = now.plusSeconds(seconds);
    goOn();
  }

  private void good(int host, int seconds) {
    now = now.plusSeconds(seconds);
    answer(host, new Answer.Good(true, false, Duration.ZERO, null));
  }

  private void bad(int host, String words) {
    answer(host, new Answer.Bad(Answer.Trouble.FAILED, false, false, Duration.ZERO, words));
  }

  private void answer(int host, Answer answer) {
    happen(new RolloutEvent.Answered(now, new HostName("h" + host), WORK, answer));
    if (answer instanceof Answer.Good) {
      goOn();
    }
  }

  private static RolloutPlan plan() {
    return new RolloutPlan(
        new RolloutId("web-2"),
        IntStream.rangeClosed(1, 10)
            .mapToObj(number -> new Target(new HostName("h" + number), Map.of()))
            .toList(),
        List.of(new Step(Action.RESTART_CONTAINER, "{}", null, false)),
        List.of(BatchSize.parse("1"), BatchSize.parse("40%"), BatchSize.parse("100%")),
        2,
        new Budget(null, 3),
        new Deadlines(Duration.ofMinutes(10), Duration.ofHours(1)),
        List.of(new Pause(1, Duration.ofMinutes(1))),
        null,
        Reversal.NONE,
        List.of());
  }
}
