package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerSpec;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.UnitComparison;
import io.longshore.plan.UnitText;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Checks lines about the text of unit files.
final class UnitCases {
  private UnitCases() {}

  static void check(KollaCase given) {
    given.mustOnlyHave(Set.of("canonical", "differs"), Set.of("unit"));
    ContainerSpec spec = CaseCommand.spec(given);
    JsonNode text = given.expect().path("canonical");
    if (text.isNull()) {
      assertThat(spec.lifecycle().wantsUnit()).isFalse();
    }
    if (text.isString()) {
      assertThat(spec.lifecycle().wantsUnit()).isTrue();
      assertThat(UnitText.of(spec.name(), spec.lifecycle())).isEqualTo(text.stringValue());
    }
    if (given.expect().has("differs")) {
      assertThat(UnitComparison.of(spec, CaseSituation.of(given), PlanOptions.DEFAULT).isPresent())
          .isEqualTo(given.expect().path("differs").booleanValue());
    }
  }
}
