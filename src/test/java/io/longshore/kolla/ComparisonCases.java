package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.event.Difference;
import io.longshore.plan.Comparison;
import io.longshore.plan.PlanOptions;
import java.util.List;
import java.util.Set;

/// Checks lines about one aspect of a comparison.
final class ComparisonCases {
  static final Set<String> ASPECTS =
      Set.of(
          "cap_add",
          "security_opt",
          "image",
          "ipc_mode",
          "labels",
          "privileged",
          "pid_mode",
          "cgroupns_mode",
          "tmpfs",
          "volumes",
          "volumes_from",
          "environment",
          "container_state",
          "dimensions",
          "ulimits",
          "command",
          "healthcheck");

  private ComparisonCases() {}

  /// Lines that compare nothing are about creating a container.
  static void check(KollaCase given) {
    if (!given.expect().has("differs")) {
      ActionCases.check(given, Action.START_CONTAINER);
      return;
    }
    compare(given);
  }

  private static void compare(KollaCase given) {
    given.mustOnlyHave(
        Set.of("differs", "warning"), Set.of("container", "image", "engine", "host"));
    // The reference counts process limits among the dimensions.
    String aspect = given.aspect().equals("ulimits") ? "dimensions" : given.aspect();

    Comparison.Compared compared =
        Comparison.of(CaseCommand.spec(given), CaseSituation.of(given), PlanOptions.DEFAULT);

    List<Difference> differences =
        compared.differences().stream()
            .filter(difference -> Set.of(aspect, "container_missing").contains(difference.aspect()))
            .toList();
    assertThat(differences).hasSize(given.expect().path("differs").asBoolean() ? 1 : 0);
    assertThat(compared.warnings()).noneMatch(warning -> warning.contains("fault in Longshore"));
    if (given.expect().has("warning")) {
      assertThat(compared.warnings())
          .anyMatch(warning -> warning.contains(given.expect().path("warning").asString()));
    }
  }
}
