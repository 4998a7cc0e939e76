package io.longshore.cli.text;

import io.longshore.command.HostName;
import io.longshore.rollout.HostState;
import io.longshore.rollout.Phase;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Stage;
import io.longshore.rollout.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How long hosts take, and what follows from that for the rest. Pauses do not make it slower.
public final class RolloutPace {
  private final Map<HostName, Instant> begun = new HashMap<>();
  private Duration spent = Duration.ZERO;
  private int ended;

  /// Takes in an event; all of a rollout's, in their order, or those from some time on.
  public void happened(RolloutEvent event, RolloutState after) {
    switch (event) {
      case RolloutEvent.Sent sent when sent.task().phase() != Task.Phase.PROOF ->
          begun.putIfAbsent(sent.host(), sent.at());
      case RolloutEvent.Answered answered -> answered(answered, after);
      case RolloutEvent.Planned _,
          RolloutEvent.Surveyed _,
          RolloutEvent.Led _,
          RolloutEvent.BatchBegun _,
          RolloutEvent.Sent _,
          RolloutEvent.Held _,
          RolloutEvent.Released _,
          RolloutEvent.Asked _,
          RolloutEvent.Stopped _,
          RolloutEvent.RevertBegun _,
          RolloutEvent.Ended _ -> {}
    }
  }

  private void answered(RolloutEvent.Answered answered, RolloutState after) {
    boolean over =
        after
            .fleet()
            .host(answered.host())
            .filter(host -> host.stage() instanceof Stage.Over)
            .isPresent();
    Instant since = over ? begun.remove(answered.host()) : null;
    if (since != null) {
      spent = spent.plus(Duration.between(since, answered.at()));
      ended++;
    }
  }

  /// About how long it still takes; empty when nothing tells, or a person has to say something
  /// first.
  public Optional<Duration> left(RolloutState state, Instant now) {
    if (ended == 0) {
      return Optional.empty();
    }
    return switch (state.phase()) {
      case Phase.Rolling rolling -> Optional.of(from(state, rolling.batch(), !rolling.rested()));
      case Phase.Held held ->
          Optional.ofNullable(held.until())
              .map(until -> positive(Duration.between(now, until)))
              .map(rest -> rest.plus(from(state, held.batch(), false)));
      case Phase.Reverting _ ->
          Optional.of(
              rounds(
                  count(state, host -> host.isBusy() || host.stage() instanceof Stage.ToRevert),
                  state));
      case Phase.Stopping _, Phase.Ended _ -> Optional.empty();
    };
  }

  /// What is left of a batch, and all after it.
  private Duration from(RolloutState state, int batch, boolean pause) {
    Duration left =
        rounds(
            count(state, host -> host.batch() == batch && !(host.stage() instanceof Stage.Over)),
            state);
    for (int next = Math.max(1, batch); next <= state.plan().batchSizes().size(); next++) {
      if (next > batch) {
        left = left.plus(rounds(state.plan().batchSizes().get(next - 1), state));
      }
      if (next > batch || pause) {
        left = left.plus(pauseAfter(state, next));
      }
    }
    return left;
  }

  private static Duration pauseAfter(RolloutState state, int batch) {
    return state
        .plan()
        .pauseAfter(batch)
        .flatMap(pause -> Optional.ofNullable(pause.time()))
        .orElse(Duration.ZERO);
  }

  /// As many at once as may be.
  private Duration rounds(int hosts, RolloutState state) {
    int parallel = state.plan().parallel();
    return spent.dividedBy(ended).multipliedBy((hosts + parallel - 1) / parallel);
  }

  private static int count(RolloutState state, Predicate<HostState> which) {
    return Math.toIntExact(state.fleet().hosts().filter(which).count());
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
