package io.longshore.bench;

import io.longshore.bench.Case.Effort;
import io.longshore.bench.Turn.Work;
import io.longshore.command.ContainerSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Actions that change a container and its unit.
final class ChangeCases {
  private static final String NAME = "fresh";
  private static final String TASK = "once";

  private final OurSide ours;
  private final FloorSide floor;
  private final AtomicLong greetings = new AtomicLong();

  ChangeCases(OurSide ours, FloorSide floor) {
    this.ours = ours;
    this.floor = floor;
  }

  List<Case> all() {
    return List.of(
        startFromNothing(),
        replacing("start_container, differing, settle 0 s", 0),
        recreateByStrategy(),
        restartByStrategy(),
        restart(),
        stop(),
        remove(),
        stopAndRemove(),
        once());
  }

  private Case startFromNothing() {
    Work removed = () -> ours.take(Commands.stopAndRemove(NAME), true);
    return Case.of(
        "start_container, from nothing",
        Effort.UNIT,
        Turn.of(() -> ours.take(Commands.start(service("hello")), true)).then(removed),
        Turn.of(() -> floor.startFromNothing(service("hello"))).then(removed));
  }

  /// Each turn asks for something other than the one before.
  ///
  /// @param settleMillis how long the new container must keep running
  Case replacing(String name, long settleMillis) {
    return onRunning(
        name,
        () -> ours.take(Commands.start(another()), true),
        () -> {
          floor.recreate(another());
          settle(settleMillis);
        });
  }

  private void settle(long millis) throws Exception {
    if (millis > 0) {
      Thread.sleep(millis);
      floor.running(NAME);
    }
  }

  private Case recreateByStrategy() {
    ContainerSpec once = Commands.service(NAME, Commands.TOOLS, "COPY_ONCE", "hello");
    return onRunning(
        "recreate_or_restart_container, COPY_ONCE, settle 0 s",
        () -> ours.take(Commands.recreateOrRestart(once), true),
        () -> floor.recreate(once));
  }

  private Case restartByStrategy() {
    return onRunning(
        "recreate_or_restart_container, COPY_ALWAYS",
        () -> ours.take(Commands.recreateOrRestart(service("hello")), true),
        () -> floor.restart(NAME));
  }

  private Case restart() {
    return onRunning(
        "restart_container",
        () -> ours.take(Commands.restart(NAME), true),
        () -> floor.restart(NAME));
  }

  private Case stop() {
    Work running = () -> floor.start(NAME);
    return Case.of(
            "stop_container",
            Effort.UNIT,
            Turn.of(() -> ours.take(Commands.stop(NAME), true)).then(running),
            Turn.of(() -> floor.stop(NAME)).then(running))
        .within(this::start, this::removeAll);
  }

  private Case remove() {
    Work made = () -> floor.make(service("hello"));
    return Case.of(
        "remove_container, not running",
        Effort.UNIT,
        Turn.of(() -> ours.take(Commands.remove(NAME), true)).after(made),
        Turn.of(() -> floor.removeWithUnit(NAME)).after(made));
  }

  private Case stopAndRemove() {
    return Case.of(
        "stop_and_remove_container",
        Effort.UNIT,
        Turn.of(() -> ours.take(Commands.stopAndRemove(NAME), true)).after(this::start),
        Turn.of(() -> floor.stopAndRemove(NAME)).after(this::start));
  }

  /// Ours is removed after its result.
  private Case once() {
    return Case.of(
        "start_container of `true`, to its result",
        Effort.UNIT,
        Turn.of(() -> ours.take(Commands.once(TASK), true)).then(this::awaitTaskGone),
        Turn.of(() -> floor.once(TASK)).then(() -> floor.remove(TASK)));
  }

  private Case onRunning(String name, Work oursDoes, Work floorDoes) {
    return Case.of(name, Effort.UNIT, Turn.of(oursDoes), Turn.of(floorDoes))
        .within(this::start, this::removeAll);
  }

  private void start() {
    ours.take(Commands.start(service("hello")), true);
  }

  private void removeAll() {
    ours.take(Commands.stopAndRemove(NAME), true);
  }

  private void awaitTaskGone() throws Exception {
    while (floor.exists(TASK)) {
      Thread.sleep(10);
    }
  }

  private ContainerSpec another() {
    return service("hello " + greetings.incrementAndGet());
  }

  private static ContainerSpec service(String greeting) {
    return Commands.service(NAME, Commands.TOOLS, "COPY_ALWAYS", greeting);
  }
}
