package io.longshore.plan;

import static io.longshore.plan.SampleState.NAME;
import static io.longshore.plan.SampleState.REQUEST;
import static io.longshore.plan.SampleState.SPEC;
import static io.longshore.plan.SampleState.STARTED;
import static io.longshore.plan.SampleState.container;
import static io.longshore.plan.SampleState.found;
import static io.longshore.plan.SampleState.nothing;
import static io.longshore.plan.SampleState.oneShot;
import static io.longshore.plan.SampleState.unit;
import static io.longshore.plan.SampleState.withStrategy;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Lifecycle;
import io.longshore.command.RunMode;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit.ActiveState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final CommandId ID = new CommandId("c-1");
  private static final Attempt FIRST = new Attempt(ID, 1, null);
  private static final Attempt SECOND = new Attempt(ID, 2, STARTED.minusSeconds(1));
  private static final RunMode TO_ITS_END = new RunMode(false, true, false);
  private final Planner planner = new Planner(PlanOptions.DEFAULT);

  @Test
  void aServiceThatDoesNotExistIsPulledCreatedAndStartedUnderItsUnit() {
    assertThat(steps(start(SPEC), nothing(), FIRST))
        .containsExactly(
            "PullImage", "CreateContainer", "InstallUnit", "StartUnit", "AwaitRunning");
  }

  @Test
  void aPullSaysWhatIsKnownWithoutAskingTheRegistry() {
    Command.Planned pull = new Command.PullImage(REQUEST);

    assertThat(planner.plan(pull, nothing(), FIRST))
        .isEqualTo(
            Plan.Proceed.with(
                List.of(
                    new Step.PullImage(
                        REQUEST, null, "a pull was asked for, and no local image has that name"))));
    assertThat(planner.plan(pull, found(null, null), FIRST))
        .isEqualTo(
            Plan.Proceed.with(
                List.of(
                    new Step.PullImage(
                        REQUEST,
                        "aaaa",
                        "a pull was asked for, and only the registry knows whether it has another"
                            + " image than the local one"))));
  }

  @Test
  void aServiceThatRunsAsAskedForIsLeftAlone() {
    assertThat(
            steps(
                start(SPEC),
                found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE)),
                FIRST))
        .isEmpty();
  }

  @Test
  void theOldContainerIsTouchedOnlyAfterTheImageIsThere() {
    ActualState otherImage =
        new ActualState(
            container(ContainerStatus.RUNNING), null, null, unit(ActiveState.ACTIVE), null, "UTC");

    assertThat(steps(start(SPEC), otherImage, FIRST))
        .containsExactly(
            "PullImage",
            "CreateReplacement",
            "StopUnit",
            "StopContainer",
            "RenameContainer",
            "RenameContainer",
            "InstallUnit",
            "StartUnit",
            "AwaitRunning",
            "RemoveReplaced");
  }

  @Test
  void anExitedContainerIsRecreatedRatherThanStarted() {
    assertThat(
            steps(
                start(SPEC),
                found(container(ContainerStatus.EXITED), unit(ActiveState.INACTIVE)),
                FIRST))
        .containsExactly(
            "CreateReplacement",
            "RenameContainer",
            "RenameContainer",
            "InstallUnit",
            "StartUnit",
            "AwaitRunning",
            "RemoveReplaced");
  }

  @Test
  void aContainerThatRunsOutsideItsUnitIsNotDisturbedButGetsItsUnitFileAndAWarning() {
    Plan.Proceed plan =
        proceed(start(SPEC), found(container(ContainerStatus.RUNNING), null), FIRST);

    assertThat(names(plan.steps())).containsExactly("InstallUnit");
    assertThat(plan.findings().warnings())
        .anyMatch(warning -> warning.contains("outside its unit"));
  }

  @Test
  void aUnitFileThatSystemdHasNotReadIsInstalledAgain() {
    ObservedUnit unread =
        new ObservedUnit(UnitText.of(NAME, SPEC.lifecycle()), false, ActiveState.ACTIVE);

    assertThat(steps(start(SPEC), found(container(ContainerStatus.RUNNING), unread), FIRST))
        .containsExactly("InstallUnit");
  }

  @Test
  void aTaskRunsWithoutAUnitAndIsRemovedOnlyAfterItsResult() {
    Plan.Proceed plan = proceed(startToItsEnd(), found(null, null), FIRST);

    assertThat(names(plan.steps()))
        .containsExactly("CreateContainer", "StartContainer", "CollectRun");
    assertThat(names(plan.afterResult())).containsExactly("RemoveContainer");
  }

  @Test
  void aTaskThatAnEarlierAttemptStartedIsWaitedForAndNotRunAgain() {
    for (ContainerStatus status :
        List.of(ContainerStatus.RUNNING, ContainerStatus.EXITED, ContainerStatus.STOPPED)) {
      assertThat(
              steps(
                  startToItsEnd(),
                  found(container(status, Map.of(Attempt.COMMAND_ID, "c-1")), null),
                  SECOND))
          .containsExactly("CollectRun");
    }
  }

  @Test
  void aTaskInTheBackgroundThatAnEarlierAttemptStartedAndHasEndedIsNotRunAgain() {
    Command.Planned start = new Command.StartContainer(oneShot(), REQUEST, RunMode.DETACHED);

    assertThat(
            steps(
                start,
                found(container(ContainerStatus.EXITED, Map.of(Attempt.COMMAND_ID, "c-1")), null),
                SECOND))
        .containsExactly("AwaitRunning");
  }

  @Test
  void aTaskThatAnEarlierAttemptOnlyCreatedIsStarted() {
    assertThat(
            steps(
                startToItsEnd(),
                found(container(ContainerStatus.CREATED, Map.of(Attempt.COMMAND_ID, "c-1")), null),
                SECOND))
        .containsExactly("StartContainer", "CollectRun");
  }

  @Test
  void aTaskOfAnotherCommandThatRanSinceAnEarlierAttemptTookItUpIsNotRunAgain() {
    ActualState ended =
        found(container(ContainerStatus.EXITED, Map.of(Attempt.COMMAND_ID, "c-0")), null);

    assertThat(steps(startToItsEnd(), ended, SECOND)).containsExactly("CollectRun");
  }

  @Test
  void aPullThatBeganWithoutALocalImageIsStillOneWhenAnEarlierAttemptHasPulledIt() {
    Command.PullImage pull = new Command.PullImage(REQUEST);

    Plan.Proceed first = proceed(pull, found(null, null), FIRST);
    Plan.Proceed second = proceed(pull, found(null, null), SECOND);

    assertThat(first.imageBefore()).as("what was there").isEqualTo(SampleState.LOCAL_IMAGE.id());
    assertThat(second.imageBefore()).as("nothing was, so that it counts as changed").isNull();
  }

  @Test
  void aTaskOfAnotherCommandIsNotMistakenForOnesOwn() {
    assertThat(
            steps(
                startToItsEnd(),
                found(container(ContainerStatus.EXITED, Map.of(Attempt.COMMAND_ID, "c-0")), null),
                FIRST))
        .containsExactly(
            "CreateReplacement",
            "RenameContainer",
            "RenameContainer",
            "StartContainer",
            "RemoveReplaced",
            "CollectRun");
  }

  @Test
  void aRestartIsNotRepeatedWhenTheContainerStartedSinceTheFirstAttempt() {
    Command.Planned restart = new Command.RestartContainer(NAME, Lifecycle.DEFAULT, false);
    ActualState running = found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE));

    assertThat(steps(restart, running, FIRST)).containsExactly("RestartUnit", "AwaitRunning");
    assertThat(steps(restart, running, SECOND)).containsExactly("AwaitRunning");
  }

  @Test
  void aRestartOfAContainerOutsideItsUnitStopsItFirstSinceTheUnitWouldOnlyAttach() {
    assertThat(
            steps(
                new Command.RestartContainer(NAME, Lifecycle.DEFAULT, false),
                found(container(ContainerStatus.RUNNING), unit(ActiveState.INACTIVE)),
                FIRST))
        .containsExactly("StopContainer", "RestartUnit", "AwaitRunning");
  }

  @Test
  void aTaskIsRestartedByTheEngine() {
    assertThat(
            steps(
                new Command.RestartContainer(NAME, oneShot().lifecycle(), false),
                found(container(ContainerStatus.RUNNING), null),
                FIRST))
        .containsExactly("RestartContainer", "AwaitRunning");
  }

  /// A unit between two starts has no process: what runs is not its.
  @Test
  void whatRunsOutsideItsUnitIsStoppedBeforeTheUnitIsRestarted() {
    Command.Planned restart = new Command.RestartContainer(NAME, Lifecycle.DEFAULT, false);

    assertThat(
            steps(
                restart,
                found(container(ContainerStatus.PAUSED), unit(ActiveState.INACTIVE)),
                FIRST))
        .containsExactly("UnpauseContainer", "StopContainer", "RestartUnit", "AwaitRunning");
    for (ContainerStatus status : List.of(ContainerStatus.STOPPING, ContainerStatus.RUNNING)) {
      assertThat(steps(restart, found(container(status), unit(ActiveState.ACTIVATING)), FIRST))
          .containsExactly("StopContainer", "RestartUnit", "AwaitRunning");
    }
  }

  /// Podman may have been killed in the middle of it; while it goes on, it holds the lock.
  @Test
  void aRemovalThatSomebodyBeganIsAskedForAgain() {
    ActualState removing = found(container(ContainerStatus.REMOVING), null);

    assertThat(steps(new Command.RemoveContainer(NAME, Lifecycle.DEFAULT), removing, FIRST))
        .containsExactly("RemoveContainer");
    assertThat(steps(new Command.StopContainer(NAME, Lifecycle.DEFAULT, false), removing, FIRST))
        .containsExactly("AwaitRemoval");
  }

  @Test
  void aStopGoesThroughTheUnitAndIsThenVerifiedByTheEngine() {
    assertThat(
            steps(
                stop(false),
                found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE)),
                FIRST))
        .containsExactly("StopUnit", "StopContainer");
    assertThat(
            steps(
                stop(false),
                found(container(ContainerStatus.RUNNING), unit(ActiveState.INACTIVE)),
                FIRST))
        .containsExactly("StopContainer");
    assertThat(steps(stop(false), found(container(ContainerStatus.PAUSED), null), FIRST))
        .containsExactly("UnpauseContainer", "StopContainer");
  }

  @Test
  void whatHasNoProcessNeedsNoStop() {
    for (ContainerStatus status :
        List.of(ContainerStatus.CREATED, ContainerStatus.EXITED, ContainerStatus.STOPPED)) {
      assertThat(steps(stop(false), found(container(status), unit(ActiveState.INACTIVE)), FIRST))
          .isEmpty();
    }
  }

  /// A unit that is down needs no stop; what it failed of is forgotten, once.
  @Test
  void theFailureOfAUnitThatIsDownIsForgottenWithAStop() {
    assertThat(
            steps(
                stop(false),
                found(container(ContainerStatus.RUNNING), unit(ActiveState.FAILED)),
                FIRST))
        .containsExactly("StopContainer", "ForgetUnitFailure");
    assertThat(
            steps(
                stop(false),
                found(container(ContainerStatus.EXITED), unit(ActiveState.FAILED)),
                FIRST))
        .containsExactly("ForgetUnitFailure");
  }

  @Test
  void toForgetAFailureIsNoChange() {
    ObservedUnit failed = unit(ActiveState.FAILED);
    Plan.Proceed stopped =
        proceed(stop(false), found(container(ContainerStatus.EXITED), failed), FIRST);
    Plan.Proceed running =
        proceed(stop(false), found(container(ContainerStatus.RUNNING), failed), FIRST);

    assertThat(stopped.changes()).isFalse();
    assertThat(stopped.onlyWaits()).isTrue();
    assertThat(running.changes()).isTrue();
    assertThat(running.onlyWaits()).isFalse();
  }

  @Test
  void aUnitThatWaitsToRestartACrashedContainerIsStopped() {
    assertThat(
            steps(
                stop(false),
                found(container(ContainerStatus.EXITED), unit(ActiveState.ACTIVATING)),
                FIRST))
        .containsExactly("StopUnit");
  }

  @Test
  void stoppingWhatDoesNotExistFailsUnlessMissingIsFine() {
    assertThat(planner.plan(stop(false), nothing(), FIRST))
        .isInstanceOfSatisfying(
            Plan.Refuse.class,
            refuse -> {
              assertThat(refuse.failure().kind()).isEqualTo(FailureKind.CONTAINER_NOT_FOUND);
              assertThat(refuse.failure().message()).isEqualTo("No such container: web to stop");
            });
    assertThat(steps(stop(true), nothing(), FIRST)).isEmpty();
  }

  @Test
  void removingTakesUnitAndContainerAndWhatIsLeftOfThem() {
    Command.Planned remove = new Command.RemoveContainer(NAME, Lifecycle.DEFAULT);

    assertThat(
            steps(
                remove, found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE)), FIRST))
        .containsExactly("StopUnit", "StopContainer", "RemoveUnit", "RemoveContainer");
    assertThat(steps(remove, found(null, unit(ActiveState.INACTIVE)), FIRST))
        .containsExactly("RemoveUnit");
    assertThat(steps(remove, nothing(), FIRST)).isEmpty();
  }

  @Test
  void theConfigStrategyDecidesBetweenRecreatingRestartingAndNothing() {
    ActualState running = found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE));

    assertThat(steps(recreate(SPEC), running, FIRST)).isEmpty();
    assertThat(steps(recreate(withStrategy("COPY_ONCE")), running, FIRST))
        .contains("CreateReplacement");
  }

  /// Unlike a start, which waits for the end of what runs already.
  @Test
  void aRecreationWithNothingToDoWaitsForNoEnd() {
    Command.Planned recreate = new Command.RecreateOrRestartContainer(SPEC, REQUEST, TO_ITS_END);
    ActualState running = found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE));

    assertThat(steps(recreate, running, FIRST)).isEmpty();
  }

  @Test
  void aRestartByStrategyThatAnEarlierAttemptHasDoneWaitsForNoEndEither() {
    Command.Planned recreate =
        new Command.RecreateOrRestartContainer(withStrategy("COPY_ALWAYS"), REQUEST, TO_ITS_END);
    ActualState running = found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE));

    assertThat(steps(recreate, running, FIRST)).containsExactly("RestartUnit", "AwaitRunning");
    assertThat(steps(recreate, running, SECOND)).containsExactly("AwaitRunning");
  }

  @Test
  void aRecreationThatAnEarlierAttemptFinishedIsNotRepeated() {
    ActualState made =
        found(
            container(ContainerStatus.RUNNING, Map.of(Attempt.COMMAND_ID, "c-1")),
            unit(ActiveState.ACTIVE));

    assertThat(steps(recreate(withStrategy("COPY_ONCE")), made, SECOND))
        .doesNotContain("CreateReplacement", "CreateContainer");
  }

  @Test
  void withoutSystemdTheEngineKeepsAndStopsTheContainer() {
    Planner withoutUnits =
        new Planner(
            new PlanOptions(
                PlanOptions.Supervisor.ENGINE,
                true,
                false,
                true,
                true,
                List.of("/"),
                Duration.ZERO,
                new PlanOptions.Replacing(true, true, Duration.ZERO)));

    Plan plan = withoutUnits.plan(start(SPEC), found(null, null), FIRST);

    assertThat(plan)
        .isInstanceOfSatisfying(
            Plan.Proceed.class,
            proceed -> {
              assertThat(names(proceed.steps()))
                  .containsExactly("CreateContainer", "StartContainer", "AwaitRunning");
              assertThat(((Step.CreateContainer) proceed.steps().getFirst()).keptByEngine())
                  .isTrue();
            });
  }

  private static Command.Planned start(ContainerSpec spec) {
    return new Command.StartContainer(spec, REQUEST, RunMode.DETACHED);
  }

  private static Command.Planned startToItsEnd() {
    return new Command.StartContainer(oneShot(), REQUEST, TO_ITS_END);
  }

  private static Command.Planned recreate(ContainerSpec spec) {
    return new Command.RecreateOrRestartContainer(spec, REQUEST, RunMode.DETACHED);
  }

  private static Command.Planned stop(boolean ignoreMissing) {
    return new Command.StopContainer(NAME, Lifecycle.DEFAULT, ignoreMissing);
  }

  private List<String> steps(Command.Planned command, ActualState actual, Attempt attempt) {
    return names(proceed(command, actual, attempt).steps());
  }

  private Plan.Proceed proceed(Command.Planned command, ActualState actual, Attempt attempt) {
    Plan plan = planner.plan(command, actual, attempt);
    assertThat(plan).isInstanceOf(Plan.Proceed.class);
    return (Plan.Proceed) plan;
  }

  private static List<String> names(List<Step> steps) {
    return steps.stream().map(step -> step.getClass().getSimpleName()).toList();
  }
}
