package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.HostName;
import io.longshore.rollout.Answer;
import io.longshore.rollout.Answer.Trouble;
import io.longshore.rollout.BatchSize;
import io.longshore.rollout.Budget;
import io.longshore.rollout.Conductor;
import io.longshore.rollout.Deadlines;
import io.longshore.rollout.Gate;
import io.longshore.rollout.HostState;
import io.longshore.rollout.Pause;
import io.longshore.rollout.Reversal;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Stage;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutTextTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Step STEP = new Step(Action.GET_CONTAINERS, "{}", null, false);
  private static final Answer GOOD = new Answer.Good(true, false, Duration.ZERO, null);

  private @Nullable Gate gate;
  private Reversal reversal = Reversal.NONE;
  private List<Pause> pauses = List.of();
  private List<Window> windows = List.of();
  private Instant now = NOON;
  private RolloutState state;

  @Test
  void aHostThatIsStillToProveItselfIsShownWithWhatItsLastProbeSaid() {
    gate =
        new Gate(
            STEP,
            Gate.Expectation.RUNNING,
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ofSeconds(5));
    begin();
    answer(1, GOOD);
    assertThat(report()).contains("  h1 at proof, changed");

    answer(1, bad(Trouble.NOT_PROVEN, "the container is exited"));

    assertThat(report()).contains("  h1 at proof, changed; last: the container is exited");
  }

  @Test
  void theEndOfAReportSaysWhatFailedAtWhichCommandAndWhatToDoNext() {
    reversal = new Reversal(false, List.of(STEP));
    begin();
    answer(1, bad(Trouble.FAILED, "broken"));
    now = now.plus(Duration.ofHours(3));

    assertThat(report())
        .endsWith(
            "  h2 not begun",
            "  h3 not begun",
            "  h1 failed, changed: command 1: failed, broken",
            "3 hosts: 1 failed, 2 not begun",
            "details: longshore audit --correlation-id web-2 --since 4h",
            "bring back: longshore rollout revert web-2",
            "try again: under another name (rollout: in the plan), longshore rollout run FILE");
  }

  @Test
  void whatIsAsBeforeIsNotToBeBroughtBackAgain() {
    reversal = new Reversal(true, List.of(STEP));
    begin();
    answer(1, bad(Trouble.FAILED, "broken"));
    answer(1, GOOD);

    assertThat(report())
        .contains("rollout web-2: ended: reverted", "  h1 reverted: command 1: failed, broken")
        .noneMatch(line -> line.startsWith("bring back"));
  }

  @Test
  void afterASuccessNothingIsToBeDone() {
    begin();
    answer(1, GOOD);
    answer(2, GOOD);
    answer(3, GOOD);

    assertThat(report()).endsWith("3 hosts: 3 succeeded");
  }

  @Test
  void whoLeadsIsToldAndWhereNothingHappensForLongHowToTakeOver() {
    begin();
    assertThat(report()).contains("  led by nobody yet; last event 0 s ago");

    happen(new RolloutEvent.Led(now, "bob"));
    now = now.plusSeconds(75);
    assertThat(report()).contains("  led by bob; last event 75 s ago");
    now = now.plusSeconds(165);
    assertThat(report())
        .contains(
            "  led by bob; last event 4 min 0 s ago; if nobody leads it any more: longshore rollout run --id web-2");
    happen(new RolloutEvent.Ended(NOON, Verdict.WITH_FAILURES));
    assertThat(report()).contains("  led by bob; last event 4 min 0 s ago");
  }

  @Test
  void outsideOfItsWindowARolloutSaysThatItWaitsForIt() {
    windows =
        List.of(
            new Window(
                EnumSet.allOf(DayOfWeek.class),
                LocalTime.parse("11:00"),
                LocalTime.parse("13:00"),
                ZoneOffset.UTC));
    now = NOON.minus(Duration.ofHours(2));
    begin();
    assertThat(report()).contains("rollout web-2: not begun; waits for its window");

    now = NOON;
    assertThat(report()).contains("rollout web-2: not begun");
    goOn();
    now = NOON.plus(Duration.ofHours(1));
    assertThat(report()).as("a host is at work").contains("rollout web-2: batch 1 of 2");
    answer(1, GOOD);
    assertThat(report()).contains("rollout web-2: batch 1 of 2; waits for its window");
  }

  @Test
  void aPauseWithoutATimeSaysHowItEnds() {
    pauses = List.of(new Pause(1, null));
    begin();
    answer(1, GOOD);

    assertThat(report())
        .contains("rollout web-2: rests after batch 1; until: longshore rollout resume web-2");
  }

  @Test
  void aPlanInOneBatchSaysThatItHasNoCanary() {
    RolloutEvent.Planned planned = new RolloutEvent.Planned(NOON, plan("100%"), "alice");

    assertThat(RolloutText.line(planned, RolloutState.of(planned)))
        .contains(
            "2026-11-26T12:00:00Z planned by alice: 3 hosts in batches of [3]; no canary: up to 2 hosts are changed at once");
    assertThat(RolloutText.withoutCanary(plan("1", "100%"))).isEmpty();
  }

  private List<String> report() {
    return RolloutText.report(state, now);
  }

  private void begin() {
    state = RolloutState.of(new RolloutEvent.Planned(NOON, plan("1", "100%"), "alice"));
    goOn();
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
  }

  private void answer(int number, Answer answer) {
    HostState host = state.fleet().host(new HostName("h" + number)).orElseThrow();
    Stage.Busy busy = (Stage.Busy) host.stage();
    happen(new RolloutEvent.Answered(now, host.host(), busy.task(), answer));
    goOn();
  }

  /// Of a host that was changed all the same.
  private static Answer bad(Trouble trouble, String words) {
    return new Answer.Bad(trouble, true, false, Duration.ZERO, words);
  }

  private RolloutPlan plan(String... batches) {
    return new RolloutPlan(
        new RolloutId("web-2"),
        IntStream.rangeClosed(1, 3)
            .mapToObj(number -> new Target(new HostName("h" + number), Map.of()))
            .toList(),
        List.of(STEP),
        Arrays.stream(batches).map(BatchSize::parse).toList(),
        2,
        Budget.NONE,
        new Deadlines(Duration.ofMinutes(10), Duration.ofDays(1)),
        pauses,
        gate,
        reversal,
        windows);
  }
}
