package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Difference;
import io.longshore.event.FailureKind;
import io.longshore.plan.ConfigComparison;
import io.longshore.plan.PlanOptions;
import java.util.Set;

/// Checks lines about what a container's own configuration check says.
final class ConfigCheckCases {
  private ConfigCheckCases() {}

  /// How the engine refuses to run the check is for its adapter to read.
  static boolean serves(KollaCase given) {
    return !given.current().has("http");
  }

  static void check(KollaCase given) {
    given.mustOnlyHave(
        Set.of("differs", "current", "error", "changed"), Set.of("container", "exec"));
    switch (ConfigComparison.of(CaseSituation.of(given), PlanOptions.DEFAULT)) {
      case ConfigComparison.Same _ ->
          assertThat(given.expect().path("differs").booleanValue()).isFalse();
      case ConfigComparison.Differs differs -> checkDifference(given, differs.difference());
      case ConfigComparison.Broken broken -> {
        assertThat(broken.failure().kind()).isEqualTo(FailureKind.CONFIG_CHECK);
        assertThat(broken.failure().message()).contains(given.expect().path("error").stringValue());
      }
    }
  }

  private static void checkDifference(KollaCase given, Difference difference) {
    assertThat(given.expect().path("differs").booleanValue()).isTrue();
    assertThat(difference.aspect()).isEqualTo("config");
    if (given.expect().has("current")) {
      assertThat(difference.current()).isEqualTo(given.expect().path("current").stringValue());
    }
  }
}
