package io.longshore.plan;

import io.longshore.command.Command;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.List;

/// Plans the running of a program in a container.
final class ExecPlanner {
  /// How long a program may take whose command sets no timeout.
  static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);

  private ExecPlanner() {}

  /// A program leaves no evidence of having run. When an earlier attempt began, whether it came to
  /// the program and to its end cannot be told, so it is not run again.
  static Plan plan(Command.Exec command, ActualState actual, Attempt attempt) {
    if (attempt.firstStarted() != null) {
      return Planner.refuse(
          FailureKind.INTERRUPTED,
          command.program().name()
              + " was begun in container "
              + command.name()
              + " when the worker was interrupted: it may or may not have run to its end; not run again",
          "Look what became of it; send it under a new id if it is to run again.");
    }
    ObservedContainer container = actual.container();
    if (container == null) {
      return Planner.refuse(
          FailureKind.CONTAINER_NOT_FOUND,
          "No such container: " + command.name(),
          "Send start_container with its image to make it.");
    }
    return container.state().status() == ContainerStatus.RUNNING
        ? Plan.Proceed.with(
            List.of(
                new Step.Exec(
                    command.name(), command.program(), DEFAULT_LIMIT, "it was asked for")))
        : notRunning(container);
  }

  private static Plan notRunning(ObservedContainer container) {
    return Planner.refuse(
        FailureKind.NOT_RUNNING,
        "Container "
            + container.name()
            + " is "
            + container.state().status().engineName()
            + ": a program can be run only in a container that runs",
        "Start it first.");
  }
}
