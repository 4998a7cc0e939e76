package io.longshore.worker;

import io.longshore.command.ContainerName;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import io.longshore.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Waits until a container that was seen to run also proves steady: that its process is still the
/// same after a while, and that its health check is content. A task's process may have ended well.
final class SteadyWatch {
  private static final String NO_CHECK =
      "it has no health check: it was waited for until it ran, not until it was healthy";

  private final Function<ContainerName, ObservedContainer> look;
  private final BiFunction<ContainerName, String, StepFailedException> notRunning;
  private final SteadyClock clock;

  /// @param look shows the container; fails when it is gone
  /// @param notRunning makes the failure of a container of which that is said
  SteadyWatch(
      Function<ContainerName, ObservedContainer> look,
      BiFunction<ContainerName, String, StepFailedException> notRunning,
      SteadyClock clock) {
    this.look = look;
    this.notRunning = notRunning;
    this.clock = clock;
  }

  /// @param running the container when it was first seen to run
  /// @param deadline of the step; a health check that takes longer by its own settings has that
  ///   time on top
  /// @param context whose own limit cuts all of that short
  StepOutcome await(
      Step.AwaitRunning step, ObservedContainer running, Instant deadline, StepContext context) {
    Duration settle = step.steadiness().settle();
    if (settle.isPositive()) {
      Duration time = context.within(settle, clock.instant());
      Pauses.sleep(time);
      requireSameProcess(step, running, look.apply(step.name()));
      if (time.compareTo(settle) < 0) {
        throw outOfTime(running.name(), "was seen to keep running for " + settle);
      }
    }
    List<String> warnings =
        step.steadiness().healthy() ? awaitHealthy(step, running, deadline, context) : List.of();
    return StepOutcome.runsSince(running.state().startedAt(), warnings);
  }

  private List<String> awaitHealthy(
      Step.AwaitRunning step, ObservedContainer running, Instant deadline, StepContext context) {
    ObservedHealthcheck check = running.healthcheck();
    if (check == null || check.disabled()) {
      return List.of(NO_CHECK);
    }
    Instant latest = deadline.plus(check.longestVerdict());
    for (Duration pause = Pauses.FIRST; ; pause = Pauses.longer(pause)) {
      ObservedContainer now = look.apply(running.name());
      requireSameProcess(step, running, now);
      if (now.state().ended()) {
        return List.of();
      }
      switch (now.state().health()) {
        case "healthy" -> {
          return List.of();
        }
        case "unhealthy" -> throw unhealthy(running.name(), "its health check failed");
        default -> {}
      }
      if (context.over(clock.instant())) {
        throw outOfTime(running.name(), "was called healthy");
      }
      if (clock.instant().isAfter(latest)) {
        throw unhealthy(running.name(), "its health check did not succeed in time");
      }
      Pauses.sleep(context.within(pause, clock.instant()));
    }
  }

  private void requireSameProcess(
      Step.AwaitRunning step, ObservedContainer before, ObservedContainer now) {
    boolean same =
        now.state().startedAt() != null
            && now.state().startedAt().equals(before.state().startedAt());
    if (!same) {
      throw notRunning.apply(now.name(), "does not keep running: it was started again meanwhile");
    }
    boolean endedAsItMay = step.steadiness().mayEnd() && now.state().endedWell();
    if (now.state().status() != ContainerStatus.RUNNING && !endedAsItMay) {
      throw notRunning.apply(now.name(), now.state().ending() + " soon after its start");
    }
  }

  private static StepFailedException outOfTime(ContainerName name, String what) {
    return new StepFailedException(
        Failure.of(
            FailureKind.TIMED_OUT,
            "The command's timeout was over before container " + name + ", which runs, " + what,
            "Give it a longer timeout."));
  }

  private static StepFailedException unhealthy(ContainerName name, String what) {
    return new StepFailedException(
        Failure.of(
            FailureKind.UNHEALTHY,
            "Container " + name + " runs but is not healthy: " + what,
            "Look at what its check says with: podman inspect --format '{{json .State.Health}}' "
                + name));
  }
}
