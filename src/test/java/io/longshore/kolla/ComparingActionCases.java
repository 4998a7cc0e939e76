package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerSpec;
import io.longshore.event.Difference;
import io.longshore.plan.ActualState;
import io.longshore.plan.Attempt;
import io.longshore.plan.Findings;
import io.longshore.plan.Plan;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.Planner;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks lines about the actions `compare_container` and `compare_image`, by what the planner
/// makes of them.
final class ComparingActionCases {
  private static final Attempt FIRST = new Attempt(new CommandId("case"), 1, null);
  private static final String IMAGE_ID = "b2d3a2e6126b";

  private ComparingActionCases() {}

  static boolean serves(KollaCase given) {
    return !given.expect().has("error");
  }

  static void checkCompareContainer(KollaCase given) {
    given.mustOnlyHave(
        Set.of("changed", "result", "comparison_failures", "failures"),
        Set.of("container", "image", "differs", "unit", "exec", "host"));
    ContainerSpec spec = CaseCommand.spec(given);
    Command command = CaseCommand.of(Action.COMPARE_CONTAINER, given);
    Findings findings = plan(command, CaseSituation.of(asAskedFor(given, spec)));

    checkAnswers(given.expect(), findings);
    assertThat(findings.differences()).hasSameSizeAs(failures(given.expect()));
    for (int index = 0; index < findings.differences().size(); index++) {
      checkDifference(failures(given.expect()).get(index), findings.differences().get(index));
    }
  }

  static void checkCompareImage(KollaCase given) {
    given.mustOnlyHave(Set.of("changed", "result"), Set.of("container", "image"));

    checkAnswers(
        given.expect(), plan(CaseCommand.of(Action.COMPARE_IMAGE, given), CaseSituation.of(given)));
  }

  private static void checkAnswers(JsonNode expect, Findings findings) {
    assertThat(findings.changed()).isEqualTo(expect.path("changed").booleanValue());
    assertThat(findings.answer()).isEqualTo(expect.path("result").asBoolean(findings.changed()));
  }

  private static List<JsonNode> failures(JsonNode expect) {
    return List.copyOf(
        expect.path(expect.has("failures") ? "failures" : "comparison_failures").values());
  }

  private static void checkDifference(JsonNode expected, Difference found) {
    assertThat(found.aspect()).isEqualTo(expected.path("name").stringValue());
    assertThat(found.current()).isEqualTo(expected.path("current").asString(null));
    assertThat(found.desired()).isEqualTo(expected.path("desired").asString(null));
  }

  private static Findings plan(Command command, ActualState actual) {
    Plan plan = new Planner(PlanOptions.DEFAULT).plan(command, actual, FIRST);
    assertThat(plan).isInstanceOf(Plan.Proceed.class);
    Plan.Proceed proceed = (Plan.Proceed) plan;
    assertThat(proceed.steps()).isEmpty();
    return proceed.findings();
  }

  /// `differs: false` stands for a container that is as asked for in all that the line does not
  /// say.
  private static KollaCase asAskedFor(KollaCase given, ContainerSpec spec) {
    if (given.current().path("differs").asBoolean(true)) {
      return given;
    }
    ObjectNode current = (ObjectNode) given.current().deepCopy();
    current.putObject("image").put("Id", IMAGE_ID);
    ObjectNode container = (ObjectNode) current.path("container");
    container.put("Image", IMAGE_ID);
    ObjectNode config = container.putObject("Config").put("Image", spec.image().text());
    config.putArray("Env").add("KOLLA_SERVICE_NAME=" + spec.name()).add("TZ=UTC");
    return given.withCurrent(current);
  }
}
