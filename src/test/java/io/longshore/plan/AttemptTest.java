package io.longshore.plan;

import static io.longshore.plan.SampleState.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.CommandId;
import io.longshore.event.Beginning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final CommandId ID = new CommandId("c-1");
  private static final Instant ENDED = STARTED.plusSeconds(60);
  private static final Plan.Proceed WAIT =
      Plan.Proceed.with(
          List.of(
              new Step.CollectRun(
                  SampleState.NAME, null, Duration.ofSeconds(1), List.of(), "its end is waited")));
  private static final Plan.Proceed START =
      Plan.Proceed.with(List.of(new Step.StartContainer(SampleState.NAME, "it does not run")));

  /// Two hours ahead of the clock by which the command began.
  private static final ObservedContainer CONTAINER = container(STARTED, ENDED);

  private static final Instant BEGUN = STARTED.minus(Duration.ofHours(2));

  @Test
  void aStartTimeInTheFutureProvesNothingWhereItWasThereBefore() {
    Attempt second = second(first().begins(START, CONTAINER));

    assertThat(second.startedSince(CONTAINER)).isFalse();
    assertThat(second.endedSince(CONTAINER)).isFalse();
  }

  @Test
  void anotherStartOrEndProvesThatItCameSinceWhateverItsTime() {
    Attempt second = second(first().begins(START, CONTAINER));

    assertThat(second.startedSince(container(BEGUN.plusSeconds(1), ENDED))).isTrue();
    assertThat(second.endedSince(container(STARTED, BEGUN.plusSeconds(1)))).isTrue();
  }

  @Test
  void whereNothingIsKnownOfTheContainerBeforeItsTimesCount() {
    Attempt second = second(Beginning.PLAIN);

    assertThat(second.startedSince(CONTAINER)).isTrue();
    assertThat(second.endedSince(CONTAINER)).isTrue();
    assertThat(second.endedSince(container(STARTED, null))).isFalse();
    assertThat(first().startedSince(CONTAINER)).isFalse();
  }

  @Test
  void anotherContainerThatEndedIsMeasuredByTheTime() {
    Attempt second = second(first().begins(START, CONTAINER));

    assertThat(second.endedSince(container(STARTED.minusSeconds(1), BEGUN.minusSeconds(1))))
        .isFalse();
  }

  @Test
  void ofTheContainerTheFirstAttemptsWordCountsAndOneThatDidMoreThanWaitCountsForAll() {
    Beginning first = first().begins(WAIT, CONTAINER);
    assertThat(first).isEqualTo(new Beginning(STARTED, ENDED, true, null));
    Beginning second = second(first).begins(START, container(BEGUN, null));
    assertThat(second).isEqualTo(new Beginning(STARTED, ENDED, false, null));

    assertThat(second(second).begins(WAIT, CONTAINER)).isEqualTo(second);
  }

  private static Attempt first() {
    return new Attempt(ID, 1, null);
  }

  private static Attempt second(Beginning beginning) {
    return new Attempt(ID, 2, BEGUN, null, beginning);
  }

  private static ObservedContainer container(Instant started, @Nullable Instant ended) {
    ObservedContainer plain = SampleState.container(ContainerStatus.EXITED);
    return new ObservedContainer(
        plain.id(),
        plain.name(),
        plain.imageId(),
        plain.imageName(),
        new ObservedContainer.RunState(ContainerStatus.EXITED, 0, started, ended, false, ""),
        plain.commandLine(),
        plain.environment(),
        plain.labels(),
        plain.annotations(),
        plain.tty(),
        plain.stopTimeoutSeconds(),
        plain.healthcheck(),
        plain.isolation(),
        plain.mounts(),
        plain.dimensions());
  }
}
