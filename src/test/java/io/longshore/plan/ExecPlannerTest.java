package io.longshore.plan;

import static io.longshore.plan.SampleState.NAME;
import static io.longshore.plan.SampleState.container;
import static io.longshore.plan.SampleState.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.Program;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecPlannerTest {
  private static final Command.Exec EXEC =
      new Command.Exec(NAME, Program.of(List.of("psql", "--file", "schema.sql"), null));

  @Test
  void aProgramIsRunInAContainerThatRuns() {
    Plan.Proceed plan =
        (Plan.Proceed) plan(found(container(ContainerStatus.RUNNING), null), SampleState.FIRST);

    assertThat(plan.steps())
        .containsExactly(
            new Step.Exec(NAME, EXEC.program(), Duration.ofMinutes(10), "it was asked for"));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerStatus.class, names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
  void noProgramIsRunInAContainerThatDoesNot(ContainerStatus status) {
    Failure failure = refused(found(container(status), null), SampleState.FIRST);

    assertThat(failure.kind()).isEqualTo(FailureKind.NOT_RUNNING);
    assertThat(failure.message()).startsWith("Container web is " + status.engineName());
  }

  @Test
  void anAbsentContainerIsAFailure() {
    Failure failure = refused(SampleState.nothing(), SampleState.FIRST);

    assertThat(failure.kind()).isEqualTo(FailureKind.CONTAINER_NOT_FOUND);
    assertThat(failure.message()).isEqualTo("No such container: web");
  }

  @Test
  void whatAnEarlierAttemptBeganIsNotRunAgainWhateverIsThereNow() {
    Attempt second = new Attempt(new CommandId("c-1"), 2, SampleState.STARTED);

    for (ActualState actual :
        List.of(SampleState.nothing(), found(container(ContainerStatus.RUNNING), null))) {
      Failure failure = refused(actual, second);
      assertThat(failure.kind()).isEqualTo(FailureKind.INTERRUPTED);
      assertThat(failure.message())
          .contains("psql")
          .contains("may or may not have run to its end; not run again")
          .doesNotContain("schema.sql");
    }
  }

  private static Failure refused(ActualState actual, Attempt attempt) {
    return ((Plan.Refuse) plan(actual, attempt)).failure();
  }

  private static Plan plan(ActualState actual, Attempt attempt) {
    return new Planner(PlanOptions.DEFAULT).plan(EXEC, actual, attempt);
  }
}
