package io.longshore.worker;

import io.longshore.command.ContainerName;
import io.longshore.engine.ContainerEngine;
import io.longshore.engine.Containers;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.engine.EngineException;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.OutputTotals;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.Step;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Waits for what a container's process does. The engine sends no signals, so it is asked, at first
/// every few milliseconds and then less often; systemd does, so a unit that is down ends a wait at
/// once.
final class RunWatcher {
  private static final String MAY_BE_INCOMPLETE =
      "What it wrote may be incomplete: the engine keeps it in the journal, which drops fast and old"
          + " lines; counts and digests are of what was left. Podman's log_driver k8s-file keeps all";

  private static final String OUT_OF_MEMORY =
      "The kernel ended a process in the container for want of memory (State.OOMKilled): give it more"
          + " with dimensions.mem_limit, or look what else fills the host";

  private final ContainerEngine engine;
  private final ServiceManager services;
  private final UnitFailures unitFailures;
  private final PlanOptions options;
  private final Duration longestRun;
  private final SteadyClock clock;
  private final SteadyWatch steady;

  /// @param longestRun how long a container may run to its end whose command sets no timeout
  RunWatcher(
      ContainerEngine engine,
      ServiceManager services,
      PlanOptions options,
      Duration longestRun,
      SteadyClock clock) {
    this.engine = engine;
    this.services = services;
    this.unitFailures = new UnitFailures(services);
    this.options = options;
    this.longestRun = longestRun;
    this.clock = clock;
    this.steady = new SteadyWatch(this::existing, this::notRunning, clock);
  }

  StepOutcome awaitRunning(Step.AwaitRunning step, StepContext context) {
    Instant deadline = deadline(step.limit(), context);
    boolean mustKeepRunning = step.steadiness().settle().isPositive();
    try (AutomaticStarts starts = starts(step.name(), mustKeepRunning)) {
      for (Duration pause = Pauses.FIRST; ; pause = Pauses.longer(pause)) {
        ObservedContainer container = existing(step.name());
        if (runs(container, step, starts)) {
          return steady.await(step, container, deadline, context);
        }
        if (clock.instant().isAfter(deadline)) {
          throw notStarted(
              step.name(), "did not come to run within " + step.limit().toSeconds() + " s");
        }
        starts.await(pause);
      }
    }
  }

  /// @throws StepFailedException when it does not run and nothing that counts will change that
  private boolean runs(
      ObservedContainer container, Step.AwaitRunning step, AutomaticStarts starts) {
    if (!startedAnew(container, step.startedBefore())) {
      refuseIfDown(step.name(), starts);
      return false;
    }
    if (step.steadiness().mayEnd() && container.state().endedWell()) {
      return true;
    }
    boolean mustKeepRunning = step.steadiness().settle().isPositive();
    if (container.state().ended() && (mustKeepRunning || starts.over())) {
      throw notStarted(step.name(), container.state().ending() + " right after its start");
    }
    return container.state().status() == ContainerStatus.RUNNING;
  }

  StepOutcome collect(Step.CollectRun step, StepContext context) {
    awaitStart(step, context);
    Duration limit = context.within(longestRun, clock.instant());
    int exitCode = exitCode(step.name(), limit, context.live());
    List<String> warnings = new ArrayList<>();
    RunOutput output = output(step.name(), warnings);
    if (exitCode != 0 && ranOutOfMemory(step.name())) {
      warnings.add(OUT_OF_MEMORY);
    }
    return StepOutcome.ran(false, new StepOutcome.Run(exitCode, output), warnings);
  }

  /// How it ended is known by then, and stays so when what it wrote cannot be read.
  private RunOutput output(ContainerName name, List<String> warnings) {
    try {
      RunOutput output = engine.containers().logs(name);
      if (!output.totals().complete()) {
        warnings.add(MAY_BE_INCOMPLETE);
      }
      return output;
    } catch (EngineException failure) {
      boolean own = failure.kind() == FailureKind.ENGINE || failure.kind() == FailureKind.TIMED_OUT;
      if (!own || Thread.currentThread().isInterrupted()) {
        throw failure;
      }
      warnings.add("What it wrote cannot be read: " + failure.getMessage());
      return new RunOutput("", "", OutputTotals.UNKNOWN);
    }
  }

  private boolean ranOutOfMemory(ContainerName name) {
    return engine.containers().find(name).filter(found -> found.state().outOfMemory()).isPresent();
  }

  private int exitCode(ContainerName name, Duration limit, @Nullable LiveOutput live) {
    Containers containers = engine.containers();
    try (Following _ = live == null ? null : new Following(containers, name, limit, live)) {
      return containers.awaitExit(name, limit).orElseThrow(() -> stillRunning(name, limit));
    }
  }

  StepOutcome awaitRemoval(Step.AwaitRemoval step, StepContext context) {
    Instant deadline = deadline(step.limit(), context);
    for (Duration pause = Pauses.FIRST;
        engine.containers().find(step.name()).isPresent();
        pause = Pauses.longer(pause)) {
      if (clock.instant().isAfter(deadline)) {
        throw new StepFailedException(
            Failure.of(
                FailureKind.TIMED_OUT,
                "The removal of container " + step.name() + " that somebody began does not end"));
      }
      Pauses.sleep(pause);
    }
    return StepOutcome.UNCHANGED;
  }

  /// The engine answers a wait for a container that never ran with exit code 0 (D65), so its start
  /// is awaited first.
  private void awaitStart(Step.CollectRun step, StepContext context) {
    Instant deadline = deadline(step.startLimit(), context);
    try (AutomaticStarts starts = starts(step.name(), false)) {
      for (Duration pause = Pauses.FIRST;
          !startedAnew(existing(step.name()), step.startedBefore());
          pause = Pauses.longer(pause)) {
        refuseIfDown(step.name(), starts);
        if (clock.instant().isAfter(deadline)) {
          throw notStarted(step.name(), "was never started");
        }
        starts.await(pause);
      }
    }
  }

  private Instant deadline(Duration limit, StepContext context) {
    Instant now = clock.instant();
    return now.plus(context.within(limit, now));
  }

  private static StepFailedException stillRunning(ContainerName name, Duration limit) {
    return new StepFailedException(
        Failure.of(
            FailureKind.TIMED_OUT,
            "Container "
                + name
                + " did not end within "
                + limit.toSeconds()
                + " s; it was left running",
            "Send stop_container to end it, or start_container with a longer timeout to wait on."));
  }

  private ObservedContainer existing(ContainerName name) {
    Optional<ObservedContainer> found = engine.containers().find(name);
    return found.orElseThrow(() ->
        new StepFailedException(
            Failure.of(
                FailureKind.CONTAINER_NOT_FOUND,
                "Container " + name + " vanished while it was waited for",
                "Look who else removes containers on this host.")));
  }

  /// A clock that was set back in between gives a later start an earlier time.
  private static boolean startedAnew(ObservedContainer container, @Nullable Instant before) {
    Instant started = container.state().startedAt();
    return started != null && !started.equals(before);
  }

  private AutomaticStarts starts(ContainerName name, boolean onlyTheFirst) {
    return new AutomaticStarts(
        onlyTheFirst, () -> hasUnits() ? services.watch(UnitName.of(name)) : Optional.empty());
  }

  private boolean hasUnits() {
    return options.supervisor() == PlanOptions.Supervisor.SYSTEMD;
  }

  private void refuseIfDown(ContainerName name, AutomaticStarts starts) {
    if (starts.unitIsDown()) {
      throw notStarted(name, "was never started: its unit is down");
    }
  }

  /// The reference waits on whatever happens, and has one sentence for all of these (D70).
  private StepFailedException notStarted(ContainerName name, String what) {
    return notRunning(name, what + " (in Kolla's words: Container timed out)");
  }

  private StepFailedException notRunning(ContainerName name, String what) {
    String message = "Container " + name + " " + what;
    String hint = "Look at what it wrote with: podman logs " + name;
    return hasUnits()
        ? unitFailures.of(FailureKind.NOT_RUNNING, UnitName.of(name), message, hint)
        : new StepFailedException(Failure.of(FailureKind.NOT_RUNNING, message, hint));
  }
}
