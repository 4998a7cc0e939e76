package io.longshore.kolla.host;

import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.FakeServiceManager;
import java.time.Duration;
import java.util.List;

/// Lets containers follow their units, as `podman start -a` in a unit does: a start of the unit is
/// done before the container runs.
///
/// @param states what the unit goes through after a start or stop; empty: it simply comes to run,
///   or is dead
record UnitFollower(PretendPodman podman, FakeServiceManager services, List<String> states)
    implements FakeServiceManager.Listener {
  private static final Duration STATE = Duration.ofMillis(60);

  @Override
  public void started(UnitName unit) {
    Thread.ofPlatform().daemon().start(() -> follow(unit));
  }

  private void follow(UnitName unit) {
    if (states.isEmpty()) {
      run(unit);
    }
    for (String word : states.subList(firstOfTheRun(), states.size())) {
      UnitStates.set(services, unit, word);
      if (word.equals("running")) {
        run(unit);
      }
      sleep();
    }
  }

  /// A unit is down until its start job is done, which the worker waits for; where nothing else
  /// follows, being down is what came of the start.
  private int firstOfTheRun() {
    for (int index = 0; index < states.size(); index++) {
      if (!UnitStates.isDown(states.get(index))) {
        return index;
      }
    }
    return 0;
  }

  private void run(UnitName unit) {
    podman
        .named(CaseHost.container(unit))
        .ifPresent(container -> {
          if (container.status().equals("running")) {
            container.end(0);
          }
          podman.start(container);
          if (!container.status().equals("running")) {
            int code = container.document().path("State").path("ExitCode").asInt(0);
            ActiveState after = code == 0 ? ActiveState.INACTIVE : ActiveState.FAILED;
            services.set(
                unit, after, code == 0 ? "dead" : "failed", code == 0 ? "success" : "exit-code");
          }
        });
  }

  @Override
  public void stopped(UnitName unit) {
    podman
        .named(CaseHost.container(unit))
        .filter(container -> List.of("running", "paused", "stopping").contains(container.status()))
        .ifPresent(container -> container.end(0));
    states.forEach(word -> UnitStates.set(services, unit, word));
  }

  private static void sleep() {
    try {
      Thread.sleep(STATE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
