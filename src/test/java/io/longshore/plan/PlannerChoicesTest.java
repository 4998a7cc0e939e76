package io.longshore.plan;

import static io.longshore.plan.SampleState.NAME;
import static io.longshore.plan.SampleState.REQUEST;
import static io.longshore.plan.SampleState.SPEC;
import static io.longshore.plan.SampleState.container;
import static io.longshore.plan.SampleState.found;
import static io.longshore.plan.SampleState.unit;
import static io.longshore.plan.SampleState.withStrategy;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Lifecycle;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.PlanOptions.Replacing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an operator can choose about the meaning of actions.
class PlannerChoicesTest {
  private static final ActualState RUNNING =
      found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE));
  private static final ActualState EXITED =
      found(container(ContainerStatus.EXITED), unit(ActiveState.INACTIVE));

  @Test
  void anExitedContainerIsStartedWhereItIsNotToBeMadeAnew() {
    PlanOptions keeping = replacing(new Replacing(false, true, Duration.ZERO));
    Command.Planned start = new Command.StartContainer(SPEC, REQUEST, RunMode.DETACHED);

    assertThat(steps(keeping, start, EXITED))
        .containsExactly("InstallUnit", "StartUnit", "AwaitRunning");
    assertThat(steps(keeping, recreate(withStrategy("COPY_ALWAYS")), EXITED))
        .containsExactly("InstallUnit", "StartUnit", "AwaitRunning");
    assertThat(steps(keeping, recreate(withStrategy("COPY_ONCE")), EXITED))
        .contains("CreateReplacement");
  }

  @Test
  void theOldContainerGoesFirstWhereNoTwoMayExistSideBySide() {
    PlanOptions removing = replacing(new Replacing(true, false, Duration.ZERO));

    Plan.Proceed plan = plan(removing, recreate(withStrategy("COPY_ONCE")), RUNNING);

    assertThat(names(plan))
        .containsExactly(
            "StopUnit",
            "StopContainer",
            "RemoveContainer",
            "CreateContainer",
            "InstallUnit",
            "StartUnit",
            "AwaitRunning");
    assertThat(plan.safeguard().after(plan.steps().size() - 1)).isEmpty();
  }

  @Test
  void aRestartByStrategyBringsAnOlderUnitFileUpToDate() {
    String older = UnitText.of(NAME, SPEC.lifecycle()).replace("PartOf=kolla.target\n", "");
    ObservedUnit unit = new ObservedUnit(older, ActiveState.ACTIVE);
    Command.Planned restart = recreate(withStrategy("COPY_ALWAYS"));

    assertThat(steps(PlanOptions.DEFAULT, restart, found(container(ContainerStatus.RUNNING), unit)))
        .containsExactly("InstallUnit", "RestartUnit", "AwaitRunning");
    assertThat(steps(PlanOptions.DEFAULT, restart, RUNNING))
        .containsExactly("RestartUnit", "AwaitRunning");
  }

  @Test
  void aRestartBringsAnOlderUnitFileOfItsLifecycleUpToDate() {
    String older = UnitText.of(NAME, Lifecycle.DEFAULT).replace("PartOf=kolla.target\n", "");

    assertThat(steps(PlanOptions.DEFAULT, restart(RestartPolicy.NO, false), runningIn(older)))
        .containsExactly("InstallUnit", "RestartUnit", "AwaitRunning");
    assertThat(steps(PlanOptions.DEFAULT, restart(RestartPolicy.NO, true), RUNNING))
        .containsExactly("RestartUnit", "AwaitRunning");
  }

  /// Otherwise a restart without a policy would make a unit `Restart=no`.
  @Test
  void aRestartWritesAPolicyIntoTheUnitOnlyWhereItIsAskedFor() {
    ActualState always = runningIn(UnitText.of(NAME, lifecycle(RestartPolicy.ALWAYS)));

    assertThat(steps(PlanOptions.DEFAULT, restart(RestartPolicy.NO, false), always))
        .containsExactly("RestartUnit", "AwaitRunning");
    assertThat(steps(PlanOptions.DEFAULT, restart(RestartPolicy.NO, true), always))
        .containsExactly("InstallUnit", "RestartUnit", "AwaitRunning");
    assertThat(steps(PlanOptions.DEFAULT, restart(RestartPolicy.ALWAYS, true), always))
        .containsExactly("RestartUnit", "AwaitRunning");
    assertThat(steps(PlanOptions.DEFAULT, restart(RestartPolicy.ONESHOT, true), always))
        .containsExactly("RestartContainer", "AwaitRunning");
  }

  /// As after a worker that died between writing and reloading.
  @Test
  void aRestartHasSystemdReadTheUnitFirst() {
    String text = UnitText.of(NAME, lifecycle(RestartPolicy.ALWAYS));
    ActualState unread =
        found(
            container(ContainerStatus.RUNNING), new ObservedUnit(text, false, ActiveState.ACTIVE));

    assertThat(steps(PlanOptions.DEFAULT, restart(RestartPolicy.ALWAYS, true), unread))
        .containsExactly("InstallUnit", "RestartUnit", "AwaitRunning");
  }

  private static ActualState runningIn(String unitText) {
    return found(
        container(ContainerStatus.RUNNING), new ObservedUnit(unitText, ActiveState.ACTIVE));
  }

  private static Command.Planned restart(RestartPolicy policy, boolean given) {
    return new Command.RestartContainer(NAME, lifecycle(policy), given, false);
  }

  private static Lifecycle lifecycle(RestartPolicy policy) {
    return new Lifecycle(policy, 10, Duration.ofSeconds(120), Duration.ofSeconds(10));
  }

  @Test
  void aContainerThatIsToGoIsStoppedByTheEngineWhenItsUnitFailsTo() {
    Lifecycle lifecycle = Lifecycle.DEFAULT;

    assertThat(
            plan(PlanOptions.DEFAULT, new Command.StopContainer(NAME, lifecycle, true), RUNNING)
                .steps())
        .contains(stopUnit(lifecycle, false, "a stop was asked for"));
    assertThat(
            plan(PlanOptions.DEFAULT, new Command.StopAndRemoveContainer(NAME, lifecycle), RUNNING)
                .steps())
        .contains(stopUnit(lifecycle, true, "its removal was asked for"));
    assertThat(
            plan(
                    PlanOptions.DEFAULT,
                    new Command.RemoveContainer(NAME, lifecycle),
                    found(container(ContainerStatus.EXITED), unit(ActiveState.ACTIVATING)))
                .steps())
        .contains(stopUnit(lifecycle, false, "its removal was asked for"));
  }

  @Test
  void withoutAUnitNoTimeToStopIsTheDefault() {
    Lifecycle impatient = new Lifecycle(RestartPolicy.NO, 10, Duration.ofMinutes(2), Duration.ZERO);

    assertThat(
            plan(
                    PlanOptions.DEFAULT,
                    new Command.StopContainer(NAME, impatient, true),
                    found(container(ContainerStatus.RUNNING), null))
                .steps())
        .containsExactly(
            new Step.StopContainer(NAME, Duration.ofSeconds(10), "a stop was asked for"));
  }

  @Test
  void aContainerInAStateThatNobodyKnowsIsNotStoppedButRemovedByForce() {
    Command.Planned remove = new Command.StopAndRemoveContainer(NAME, Lifecycle.DEFAULT);
    Duration grace = Lifecycle.DEFAULT.gracefulTimeout();
    String reason = "its removal was asked for";

    assertThat(
            plan(PlanOptions.DEFAULT, remove, found(container(ContainerStatus.UNKNOWN), null))
                .steps())
        .containsExactly(new Step.RemoveContainer(NAME, grace, reason));
    assertThat(
            plan(PlanOptions.DEFAULT, remove, found(container(ContainerStatus.EXITED), null))
                .steps())
        .containsExactly(new Step.RemoveContainer(NAME, reason));
  }

  @Test
  void oneThatIsReplacedIsRemovedByForceInSuchAStateOnly() {
    Command.Planned start = new Command.StartContainer(SPEC, REQUEST, RunMode.DETACHED);

    assertThat(
            plan(PlanOptions.DEFAULT, start, found(container(ContainerStatus.UNKNOWN), null))
                .steps())
        .last()
        .extracting(step -> ((Step.RemoveReplaced) step).force())
        .isEqualTo(Lifecycle.DEFAULT.gracefulTimeout());
    assertThat(plan(PlanOptions.DEFAULT, recreate(withStrategy("COPY_ONCE")), RUNNING).steps())
        .last()
        .extracting(step -> ((Step.RemoveReplaced) step).force())
        .isNull();
  }

  @Test
  void missingSourcesOfBindsAreMadeOnlyWhereTheOperatorAllowsIt() {
    PlanOptions options = binding(List.of("/srv/data", "/etc"));

    assertThat(options.makesDirectory("/srv/data")).isTrue();
    assertThat(options.makesDirectory("/srv/data/db")).isTrue();
    assertThat(options.makesDirectory("/srv/database")).isFalse();
    assertThat(options.makesDirectory("/etc/../root")).isFalse();
    assertThat(binding(List.of()).makesDirectory("/etc")).isFalse();
  }

  private static Step stopUnit(Lifecycle lifecycle, boolean engineFollows, String reason) {
    return new Step.StopUnit(
        NAME, StopPlanner.stopLimit(lifecycle.gracefulTimeout()), engineFollows, reason);
  }

  private static PlanOptions replacing(Replacing replacing) {
    return new PlanOptions(
        PlanOptions.Supervisor.SYSTEMD,
        true,
        false,
        true,
        true,
        List.of("/"),
        Duration.ZERO,
        replacing);
  }

  private static PlanOptions binding(List<String> directories) {
    return new PlanOptions(
        PlanOptions.Supervisor.SYSTEMD,
        true,
        false,
        true,
        true,
        directories,
        Duration.ZERO,
        Replacing.DEFAULT);
  }

  private static Command.Planned recreate(ContainerSpec spec) {
    return new Command.RecreateOrRestartContainer(spec, REQUEST, RunMode.DETACHED);
  }

  private static List<String> steps(
      PlanOptions options, Command.Planned command, ActualState actual) {
    return names(plan(options, command, actual));
  }

  private static Plan.Proceed plan(
      PlanOptions options, Command.Planned command, ActualState actual) {
    return (Plan.Proceed) new Planner(options).plan(command, actual, SampleState.FIRST);
  }

  private static List<String> names(Plan.Proceed plan) {
    return plan.steps().stream().map(step -> step.getClass().getSimpleName()).toList();
  }
}
