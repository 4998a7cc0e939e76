package io.longshore.rollout;

import io.longshore.command.Action;
import io.longshore.command.HostName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A plan with everything as plain as it can be, and what differs from that.
final class Plans {
  static final Step RESTART = step(Action.RESTART_CONTAINER);
  static final Step START = step(Action.START_CONTAINER);

  private final int hosts;
  List<Step> work = List.of(RESTART);
  List<BatchSize> batches = List.of(new BatchSize(100, true));
  int parallel = 100;
  Budget budget = Budget.NONE;
  Deadlines deadlines = new Deadlines(Duration.ofMinutes(10), Duration.ofHours(10));
  List<Pause> pauses = new ArrayList<>();
  @Nullable Gate gate;
  Reversal reversal = Reversal.NONE;
  List<Window> windows = new ArrayList<>();

  private Plans(int hosts) {
    this.hosts = hosts;
  }

  static Plans of(int hosts) {
    return new Plans(hosts);
  }

  Plans batches(String... sizes) {
    batches = List.of(sizes).stream().map(BatchSize::parse).toList();
    return this;
  }

  Plans gate(Gate.Expectation expectation, Duration steady) {
    gate =
        new Gate(
            step(Action.GET_CONTAINERS),
            expectation,
            steady,
            Duration.ofMinutes(5),
            Duration.ofSeconds(5));
    return this;
  }

  RolloutPlan plan() {
    return new RolloutPlan(
        new RolloutId("r"),
        IntStream.rangeClosed(1, hosts)
            .mapToObj(number -> new Target(host(number), Map.of()))
            .toList(),
        work,
        batches,
        parallel,
        budget,
        deadlines,
        pauses,
        gate,
        reversal,
        windows);
  }

  static HostName host(int number) {
    return new HostName("h" + number);
  }

  static Step step(Action action) {
    return new Step(action, "{}", null, false);
  }
}
