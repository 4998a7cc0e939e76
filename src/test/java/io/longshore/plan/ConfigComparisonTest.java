package io.longshore.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.FailureKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigComparisonTest {
  private static final PlanOptions LENIENT =
      new PlanOptions(
          PlanOptions.Supervisor.SYSTEMD,
          true,
          true,
          true,
          true,
          List.of("/"),
          Duration.ZERO,
          new PlanOptions.Replacing(true, true, Duration.ZERO));

  @ParameterizedTest
  @ValueSource(ints = {126, 127})
  void aMissingCheckerIsAFailureUnlessTheOperatorSaysOtherwise(int exitCode) {
    assertThat(compare(new ConfigCheck(exitCode, "not found"), PlanOptions.DEFAULT))
        .isInstanceOf(ConfigComparison.Broken.class);
    assertThat(compare(new ConfigCheck(exitCode, "not found"), LENIENT))
        .isInstanceOf(ConfigComparison.Same.class);
  }

  @Test
  void anyOtherCodeIsAFailureInTheReferencesWords() {
    ConfigComparison.Broken broken =
        (ConfigComparison.Broken) compare(new ConfigCheck(2, "traceback"), LENIENT);

    assertThat(broken.failure().kind()).isEqualTo(FailureKind.CONFIG_CHECK);
    assertThat(broken.failure().message())
        .isEqualTo("Failed to compare container configuration: ExitCode: 2 Message: traceback");
  }

  @Test
  void aCheckThatWasKilledOrCouldNotBeRunMeansADifference() {
    assertThat(compare(new ConfigCheck(137, ""), PlanOptions.DEFAULT))
        .isInstanceOf(ConfigComparison.Differs.class);
    assertThat(compare(null, PlanOptions.DEFAULT)).isInstanceOf(ConfigComparison.Differs.class);
  }

  private static ConfigComparison compare(@Nullable ConfigCheck check, PlanOptions options) {
    ObservedContainer container = SampleState.container(ContainerStatus.RUNNING);
    return ConfigComparison.of(
        new ActualState(container, SampleState.LOCAL_IMAGE, null, null, check, "UTC"), options);
  }
}
