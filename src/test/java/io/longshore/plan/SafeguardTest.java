package io.longshore.plan;

import static io.longshore.plan.SampleState.NAME;
import static io.longshore.plan.SampleState.REQUEST;
import static io.longshore.plan.SampleState.SPEC;
import static io.longshore.plan.SampleState.STARTED;
import static io.longshore.plan.SampleState.container;
import static io.longshore.plan.SampleState.found;
import static io.longshore.plan.SampleState.unit;
import static io.longshore.plan.SampleState.withStrategy;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.RunMode;
import io.longshore.plan.ObservedUnit.ActiveState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeguardTest {
  private static final CommandId ID = new CommandId("c-1");
  private static final Attempt FIRST = new Attempt(ID, 1, null);
  private static final Attempt SECOND = new Attempt(ID, 2, STARTED.minusSeconds(1));
  private final Planner planner = new Planner(PlanOptions.DEFAULT);

  @ParameterizedTest(name = "when {0} fails: {1}")
  @CsvSource({
    "CreateReplacement, RemoveContainer",
    "StopUnit, StartUnit AwaitRunning RemoveContainer",
    "StopContainer, StartUnit AwaitRunning RemoveContainer",
    "InstallUnit, InstallUnit RenameContainer RenameContainer StartUnit AwaitRunning RemoveContainer",
    "StartUnit, StopUnit StopContainer InstallUnit RenameContainer RenameContainer StartUnit AwaitRunning RemoveContainer",
    "AwaitRunning, StopUnit StopContainer InstallUnit RenameContainer RenameContainer StartUnit AwaitRunning RemoveContainer",
    "RemoveReplaced, ''",
  })
  void whatAReplacementHasDoneIsTakenBackInTheOppositeOrder(String failing, String undone) {
    Plan.Proceed plan =
        recreate(found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE)), FIRST);
    int place = names(plan.steps()).indexOf(failing);

    assertThat(String.join(" ", names(plan.safeguard().after(place)))).isEqualTo(undone);
  }

  @Test
  void theOldContainersOwnUnitFileIsPutBack() {
    ObservedUnit other = new ObservedUnit("# somebody's own unit", ActiveState.ACTIVE);
    Plan.Proceed plan = recreate(found(container(ContainerStatus.RUNNING), other), FIRST);

    assertThat(plan.safeguard().after(names(plan.steps()).indexOf("AwaitRunning")))
        .contains(
            new Step.InstallUnit(
                NAME, "# somebody's own unit", "the container before it is put back"));
  }

  @Test
  void aContainerThatDidNotRunIsPutBackWithoutBeingStarted() {
    Plan.Proceed plan =
        recreate(found(container(ContainerStatus.EXITED), unit(ActiveState.INACTIVE)), FIRST);

    assertThat(names(plan.safeguard().after(names(plan.steps()).indexOf("AwaitRunning"))))
        .containsOnlyOnce("StopUnit")
        .doesNotContain("StartUnit", "StartContainer", "AwaitRunning");
  }

  @Test
  void aContainerThatAnEarlierAttemptStoppedIsStartedAgainWhicheverStepFails() {
    ObservedContainer stopped = ended(container(ContainerStatus.EXITED));
    Plan.Proceed plan = recreate(found(stopped, unit(ActiveState.INACTIVE)), SECOND);

    assertThat(names(plan.safeguard().after(names(plan.steps()).indexOf("CreateReplacement"))))
        .containsExactly("StartUnit", "AwaitRunning", "RemoveContainer");
    assertThat(names(plan.safeguard().after(names(plan.steps()).indexOf("AwaitRunning"))))
        .containsSequence("RenameContainer", "StartUnit", "AwaitRunning");
  }

  @Test
  void theOldContainerIsOnlySeenToRunWhenItIsPutBack() {
    Planner settling = new Planner(PlanOptions.DEFAULT.settling(Duration.ofSeconds(3)));
    Plan.Proceed plan =
        recreate(
            settling, found(container(ContainerStatus.RUNNING), unit(ActiveState.ACTIVE)), FIRST);

    assertThat(plan.safeguard().after(names(plan.steps()).indexOf("AwaitRunning")))
        .filteredOn(Step.AwaitRunning.class::isInstance)
        .extracting(step -> ((Step.AwaitRunning) step).steadiness().settle())
        .containsExactly(Duration.ZERO);
  }

  @Test
  void aReplacementThatHadTakenTheNameGoesOnAndCanStillBeTakenBack() {
    ObservedContainer made = container(ContainerStatus.CREATED, Map.of(Attempt.COMMAND_ID, "c-1"));
    ActualState halfWay =
        new ActualState(
            made,
            ended(named(ReplacementNames.previous(NAME))),
            SampleState.LOCAL_IMAGE,
            null,
            unit(ActiveState.INACTIVE),
            null,
            "UTC",
            Inventory.EMPTY);
    Plan.Proceed plan = recreate(halfWay, SECOND);

    assertThat(names(plan.steps()))
        .containsExactly("InstallUnit", "StartUnit", "AwaitRunning", "RemoveReplaced");
    for (int place = 0; place < 3; place++) {
      assertThat(names(plan.safeguard().after(place)))
          .as("when step %d fails", place)
          .containsExactly(
              "StopUnit",
              "StopContainer",
              "RenameContainer",
              "RenameContainer",
              "StartUnit",
              "AwaitRunning",
              "RemoveContainer");
    }
  }

  @Test
  void aNameThatIsTakenFromNobodyIsGivenBackAndTheReplacementPlannedAnew() {
    ActualState betweenNames =
        new ActualState(
            null,
            named(ReplacementNames.previous(NAME)),
            SampleState.LOCAL_IMAGE,
            null,
            unit(ActiveState.INACTIVE),
            null,
            "UTC",
            Inventory.EMPTY);

    assertThat(names(recreate(betweenNames, SECOND).steps())).containsExactly("PutBack");
  }

  @Test
  void namesWithoutRoomForASuffixStayWithinTheLimitAndApart() {
    ContainerName one = new ContainerName("a".repeat(199) + "1");
    ContainerName two = new ContainerName("a".repeat(199) + "2");

    assertThat(ReplacementNames.next(one)).isNotEqualTo(ReplacementNames.next(two));
    assertThat(ReplacementNames.next(one)).isNotEqualTo(ReplacementNames.previous(one));
    assertThat(ReplacementNames.next(new ContainerName("web")).text())
        .isEqualTo("web.longshore-new");
  }

  private Plan.Proceed recreate(ActualState actual, Attempt attempt) {
    return recreate(planner, actual, attempt);
  }

  private static Plan.Proceed recreate(Planner planner, ActualState actual, Attempt attempt) {
    Command.Planned command =
        new Command.RecreateOrRestartContainer(
            withStrategy("COPY_ONCE"), REQUEST, RunMode.DETACHED);
    assertThat(SPEC.name()).isEqualTo(NAME);
    return (Plan.Proceed) planner.plan(command, actual, attempt);
  }

  private static ObservedContainer ended(ObservedContainer container) {
    ObservedContainer.RunState state = container.state();
    return with(
        container,
        container.name(),
        new ObservedContainer.RunState(
            ContainerStatus.EXITED, 0, state.startedAt(), STARTED.plusSeconds(5), false, ""));
  }

  private static ObservedContainer named(ContainerName name) {
    ObservedContainer container = container(ContainerStatus.EXITED);
    return with(container, name, container.state());
  }

  private static ObservedContainer with(
      ObservedContainer container, ContainerName name, ObservedContainer.RunState state) {
    return new ObservedContainer(
        container.id(),
        name,
        container.imageId(),
        container.imageName(),
        state,
        container.commandLine(),
        container.environment(),
        container.labels(),
        container.annotations(),
        container.tty(),
        container.stopTimeoutSeconds(),
        container.healthcheck(),
        container.isolation(),
        container.mounts(),
        container.dimensions());
  }

  private static List<String> names(List<Step> steps) {
    return steps.stream().map(step -> step.getClass().getSimpleName()).toList();
  }
}
