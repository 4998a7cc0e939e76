package io.longshore.rollout;

import io.longshore.command.HostName;
import io.longshore.rollout.Answer.Trouble;
import io.longshore.rollout.RolloutEvent.Request;
import io.longshore.rollout.Stage.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A rollout that is played by hand: decisions are carried out until there are none, and the test
/// answers.
final class Play {
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  final List<RolloutEvent> events = new ArrayList<>();
  final Predicate<HostName> known;
  RolloutState state;
  Instant now = NOON;

  Play(RolloutPlan plan) {
    this(plan, _ -> true);
  }

  Play(RolloutPlan plan, Predicate<HostName> known) {
    this(plan, known, Map.of());
  }

  private Play(RolloutPlan plan, Predicate<HostName> known, Map<Integer, Integer> waysBack) {
    RolloutEvent.Planned planned = new RolloutEvent.Planned(NOON, plan, "alice");
    this.known = known;
    events.add(planned);
    state = RolloutState.of(planned);
    waysBack.forEach((host, steps) ->
        happen(
            new RolloutEvent.Surveyed(
                NOON, Plans.host(host), Collections.nCopies(steps, Plans.START))));
    goOn();
  }

  /// With hosts of which it is known by how many commands they are brought back.
  static Play surveyed(RolloutPlan plan, Map<Integer, Integer> waysBack) {
    return new Play(plan, _ -> true, waysBack);
  }

  /// Decides and carries out until there is nothing but waiting.
  void goOn() {
    for (List<RolloutEvent> next = next(); !next.isEmpty(); next = next()) {
      next.forEach(this::happen);
    }
  }

  private List<RolloutEvent> next() {
    return Conductor.next(state, now, known);
  }

  void happen(RolloutEvent event) {
    events.add(event);
    state = state.after(event);
  }

  void ask(Request request) {
    happen(new RolloutEvent.Asked(now, request, "alice"));
    goOn();
  }

  void passes(Duration time) {
    now = now.plus(time);
    goOn();
  }

  void good(int... hosts) {
    for (int host : hosts) {
      answer(host, new Answer.Good(true, false, Duration.ZERO, "p"));
    }
  }

  void bad(int host, Trouble trouble) {
    answer(host, Answer.Bad.of(trouble, "of the test"));
  }

  void answer(int host, Answer answer) {
    HostState at = state.fleet().host(Plans.host(host)).orElseThrow();
    if (!(at.stage() instanceof Stage.Busy busy && busy.inFlight())) {
      throw new AssertionError("nothing was sent to h" + host + ": " + at);
    }
    happen(new RolloutEvent.Answered(now, at.host(), busy.task(), answer, busy.sentAt(now)));
    goOn();
  }

  /// The numbers of the hosts with a command in flight.
  List<Integer> inFlight() {
    return state
        .fleet()
        .hosts()
        .filter(HostState::isInFlight)
        .map(host -> Integer.valueOf(host.host().text().substring(1)))
        .toList();
  }

  Map<String, Ending> endings() {
    Map<String, Ending> endings = new TreeMap<>();
    state
        .fleet()
        .hosts()
        .forEach(host -> {
          if (host.stage() instanceof Stage.Over(Ending ending)) {
            endings.put(host.host().text(), ending);
          }
        });
    return endings;
  }
}
