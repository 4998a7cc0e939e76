package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.CommandId;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.emulator.FakeContainerEngine;
import io.longshore.emulator.FakeOperation;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import io.longshore.plan.Step;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PullsTest {
  private static final String IMAGE = "registry.example/kolla/keystone:1";
  private static final StepContext CONTEXT = new StepContext(new CommandId("c1"), null, _ -> {});

  private final FakeContainerEngine engine = new FakeContainerEngine(InstantSource.system());
  private final Pulls pulls =
      new Pulls(engine.images(), Duration.ofMinutes(1), SteadyClock.from(InstantSource.system()));

  @Test
  void aPullChangesSomethingOnlyWhenTheNameThenMeansAnotherImage() {
    String id = engine.images().publish(IMAGE).id();

    assertThat(pulls.pull(step(null), CONTEXT).changed()).isTrue();
    assertThat(pulls.pull(step(id), CONTEXT).changed()).isFalse();
    assertThat(pulls.pull(step("b".repeat(64)), CONTEXT).changed()).isTrue();
  }

  @Test
  void aFailedPullSaysThatTheLocalImageIsAsItWas() {
    String id = engine.images().load(IMAGE).id();
    engine.images().refuse(IMAGE, FailureKind.REGISTRY_UNREACHABLE);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> pulls.pull(step(id), CONTEXT))
        .withMessageContaining("cannot pull " + IMAGE)
        .withMessageEndingWith(
            "the local image of that name (" + id.substring(0, 12) + ") is as it was")
        .satisfies(
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REGISTRY_UNREACHABLE));
  }

  @Test
  void aFailedPullSaysNothingOfALocalImageThatIsNotAsItWas() {
    String id = engine.images().load(IMAGE).id();
    engine.images().publish(IMAGE);
    engine.faults().loseNextAnswer(FakeOperation.PULL_IMAGE, FailureKind.TIMED_OUT);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> pulls.pull(step(id), CONTEXT))
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("as it was"));
  }

  private static Step.PullImage step(@Nullable String currentId) {
    return new Step.PullImage(ImageRequest.of(new ImageReference(IMAGE)), currentId, "of the test");
  }
}
