package io.longshore.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.generated.Dice;
import io.longshore.rollout.Answer.Trouble;
import io.longshore.rollout.RolloutEvent.Request;
import io.longshore.rollout.RolloutEvent.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What holds of every rollout, whatever its plan, its hosts and the people around it do. The seed
/// is in each message; the same seed plays the same rollout.
class RolloutPropertyTest {
  private static final int ROLLOUTS = 3_000;
  private static final long SEED = 20261126;

  @Test
  @Timeout(120)
  void everyRolloutKeepsItsPromises() {
    for (int index = 0; index < ROLLOUTS; index++) {
      RandomRollout rollout = new RandomRollout(Dice.of(SEED, index));
      rollout.play();
      check(rollout, "rollout " + index + " of seed " + SEED);
    }
  }

  private static void check(RandomRollout rollout, String which) {
    assertThat(rollout.state.isEnded()).as("%s ends", which).isTrue();
    assertThat(rollout.state.fleet().hosts())
        .as("every host of %s has ended", which)
        .allMatch(host -> host.stage() instanceof Stage.Over);
    assertThat(replayed(rollout.log)).as("%s replayed", which).isEqualTo(rollout.state);
    assertNothingDoubled(rollout.log, which);
    assertLastWishHolds(rollout, which);
    assertBounds(rollout, which);
  }

  private static RolloutState replayed(List<RolloutEvent> log) {
    RolloutState state = RolloutState.of((RolloutEvent.Planned) log.getFirst());
    for (RolloutEvent event : log.subList(1, log.size())) {
      state = state.after(event);
    }
    return state;
  }

  private static void assertNothingDoubled(List<RolloutEvent> log, String which) {
    Set<Object> sent = new HashSet<>();
    for (RolloutEvent event : log) {
      if (event instanceof RolloutEvent.Sent command) {
        assertThat(sent.add(command.id())).as("%s sends %s once", which, command).isTrue();
      }
    }
  }

  /// A wish to abort that comes after the end wishes for nothing.
  private static void assertLastWishHolds(RandomRollout rollout, String which) {
    RolloutState state = RolloutState.of((RolloutEvent.Planned) rollout.log.getFirst());
    Request last = Request.RESUME;
    for (RolloutEvent event : rollout.log.subList(1, rollout.log.size())) {
      if (event instanceof RolloutEvent.Asked(_, Request request, _)
          && (request == Request.REVERT || (request == Request.ABORT && !state.isEnded()))) {
        last = request;
      }
      state = state.after(event);
    }
    Verdict verdict = ((Phase.Ended) state.phase()).verdict();
    if (last == Request.REVERT && state.plan().reversal().isPossible()) {
      assertThat(verdict)
          .as("%s was to be brought back", which)
          .isIn(Verdict.REVERTED, Verdict.REVERT_FAILED);
    } else if (last == Request.ABORT) {
      assertThat(verdict)
          .as("%s was aborted", which)
          .isNotIn(Verdict.SUCCEEDED, Verdict.WITH_FAILURES);
    }
  }

  /// Looked at after every event, so that a state in between counts, too.
  private static void assertBounds(RandomRollout rollout, String which) {
    RolloutState state = RolloutState.of((RolloutEvent.Planned) rollout.log.getFirst());
    boolean breached = false;
    for (RolloutEvent event : rollout.log.subList(1, rollout.log.size())) {
      boolean work =
          event instanceof RolloutEvent.Sent sent && sent.task().phase() != Task.Phase.REVERT;
      assertThat(hasWayBack(state, event)).as("%s sends %s with a way back", which, event).isTrue();
      assertThat(work && breached)
          .as("%s sends %s past its breached budget", which, event)
          .isFalse();
      state = state.after(event);
      assertThat(state.fleet().busy())
          .as("hosts of %s at work after %s", which, event)
          .isLessThanOrEqualTo(state.plan().parallel());
      breached = breached || isBreached(state);
    }
  }

  /// Of a command: whether its host could be brought back, where the plan wants that found out; and
  /// whether it is one of those that do.
  private static boolean hasWayBack(RolloutState state, RolloutEvent event) {
    if (!(event instanceof RolloutEvent.Sent sent) || !state.plan().reversal().isAsBefore()) {
      return true;
    }
    List<Step> before = state.fleet().host(sent.host()).orElseThrow().before();
    boolean reverts = sent.task().phase() == Task.Phase.REVERT;
    return before != null && (!reverts || sent.task().step() < before.size());
  }

  /// Counted anew, not as the conductor counts.
  private static boolean isBreached(RolloutState state) {
    int batches = state.plan().batchSizes().size();
    long all = state.fleet().hosts().filter(host -> host.trouble() != null).count();
    for (int batch = 1; batch <= batches; batch++) {
      long size = state.fleet().batch(batch).count();
      long failed = state.fleet().batch(batch).filter(host -> host.trouble() != null).count();
      Integer percentage = state.plan().budget().maxFailPercentage();
      if (percentage != null && 100.0 * failed / size > percentage) {
        return true;
      }
    }
    Integer failures = state.plan().budget().maxFailures();
    return failures != null && all > failures;
  }

  /// One rollout by chance: plan, answers, silence, wishes, coordinators that die or are replaced.
  private static final class RandomRollout {
    private static final int MOST_ROUNDS = 5_000;

    final List<RolloutEvent> log = new ArrayList<>();
    RolloutState state;
    private final Dice dice;
    private final Set<HostName> unknown = new HashSet<>();
    private Instant now = Play.NOON;

    RandomRollout(Dice dice) {
      this.dice = dice;
      RolloutPlan plan = plan();
      plan.targets()
          .forEach(target -> {
            if (dice.chance(3)) {
              unknown.add(target.host());
            }
          });
      RolloutEvent.Planned planned = new RolloutEvent.Planned(now, plan, "alice");
      log.add(planned);
      state = RolloutState.of(planned);
      plan.targets().forEach(target -> perhapsSurvey(target.host()));
    }

    private void perhapsSurvey(HostName host) {
      if (state.plan().reversal().isAsBefore() && dice.chance(90)) {
        List<Step> steps = List.of(Plans.START, Plans.RESTART).subList(0, dice.between(0, 2));
        happen(new RolloutEvent.Surveyed(now, host, steps));
      }
    }

    private RolloutPlan plan() {
      Plans plans = Plans.of(dice.between(1, 12));
      plans.work = List.of(Plans.START, Plans.RESTART).subList(0, dice.between(1, 2));
      plans.batches =
          List.of("1", "2", "10%", "50%", "100%").subList(dice.between(0, 3), 5).stream()
              .map(BatchSize::parse)
              .toList();
      plans.parallel = dice.between(1, 6);
      plans.budget =
          new Budget(
              dice.chance(50) ? dice.between(0, 100) : null,
              dice.chance(70) ? dice.between(0, 4) : null);
      if (dice.chance(40)) {
        plans.pauses =
            List.of(new Pause(1, dice.chance(50) ? null : Duration.ofMinutes(dice.between(1, 9))));
      }
      if (dice.chance(40)) {
        plans.gate(dice.oneOf(Gate.Expectation.values()), Duration.ofSeconds(dice.between(0, 20)));
      }
      plans.reversal =
          dice.chance(40)
              ? new Reversal(dice.chance(70), new Reversal.Way.AsBefore())
              : new Reversal(dice.chance(50), dice.chance(70) ? List.of(Plans.START) : List.of());
      return plans.plan();
    }

    void play() {
      for (int round = 0; round < MOST_ROUNDS && !state.isEnded(); round++) {
        coordinate();
        perhapsAsk();
        now = now.plusSeconds(dice.between(0, 60));
        hostsAnswer();
      }
    }

    /// Another coordinator may decide on an older state: its events are fenced off. One that dies
    /// carries out the beginning of what it has decided.
    private void coordinate() {
      List<RolloutEvent> next = Conductor.next(state, now, host -> !unknown.contains(host));
      int done = dice.chance(10) ? dice.between(0, next.size()) : next.size();
      if (dice.chance(5)) {
        happen(new RolloutEvent.Led(now, "another"));
        next = Conductor.next(replayed(log), now, host -> !unknown.contains(host));
        done = next.size();
      }
      if (dice.chance(3)) {
        happen(new RolloutEvent.Asked(now, dice.oneOf(Request.values()), "bob"));
      }
      next.subList(0, done).forEach(this::happen);
    }

    private void perhapsAsk() {
      if (dice.chance(4)) {
        happen(new RolloutEvent.Asked(now, dice.oneOf(Request.values()), "bob"));
      } else if (state.phase() instanceof Phase.Held && dice.chance(30)) {
        happen(new RolloutEvent.Asked(now, Request.RESUME, "bob"));
      }
    }

    private void hostsAnswer() {
      for (HostState host : state.fleet().hosts().toList()) {
        if (host.stage() instanceof Stage.Busy busy && busy.inFlight() && dice.chance(60)) {
          happen(new RolloutEvent.Answered(now, host.host(), busy.task(), answer()));
        }
      }
    }

    private Answer answer() {
      return dice.chance(80)
          ? new Answer.Good(dice.chance(80), false, Duration.ofMillis(5), dice.oneOf("p", "p", "q"))
          : new Answer.Bad(
              dice.oneOf(Trouble.values()),
              dice.chance(50),
              dice.chance(10),
              Duration.ZERO,
              "by chance");
    }

    private void happen(RolloutEvent event) {
      log.add(event);
      state = state.after(event);
    }
  }
}
