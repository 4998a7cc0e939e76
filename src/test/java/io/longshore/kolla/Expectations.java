package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import io.longshore.kolla.host.Happened;
import io.longshore.kolla.host.LineRun;
import io.longshore.wire.EventEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What each member of `expect` asks of what happened. A member that is not here fails its line.
final class Expectations {
  private static final Map<String, Expectation> ALL = all();
  private static final Set<String> WITH_PULL =
      Set.of("reference", "tlsVerify", "policy", "quiet", "X-Registry-Auth");

  private Expectations() {}

  /// How one member is checked.
  private interface Expectation {
    void check(JsonNode wanted, Happened happened);
  }

  /// Checks every member. Without an `error`, the command has to succeed.
  static void check(JsonNode expect, Happened happened) {
    Set<String> unknown = new TreeSet<>(expect.propertyNames());
    unknown.removeAll(ALL.keySet());
    assertThat(unknown).as("members of expect that no check knows").isEmpty();
    if (!expect.has("error") && !expect.path("ok").isBoolean()) {
      assertThat(happened.result().outcome())
          .as("outcome of %s", happened.result())
          .isEqualTo(Outcome.SUCCEEDED);
    }
    for (String name : expect.propertyNames()) {
      ALL.get(name).check(expect.path(name), happened);
    }
  }

  private static Map<String, Expectation> all() {
    Map<String, Expectation> all = new HashMap<>();
    putAnswers(all);
    putEffects(all);
    all.put("calls", Calls::check);
    all.put("calls_not", Calls::checkNone);
    all.put("performs", Performs::check);
    all.put("comparison_failures", Expectations::checkDifferences);
    all.put("failures", Expectations::checkDifferences);
    all.put("canonical", Expectations::checkSent);
    return Map.copyOf(all);
  }

  private static void putAnswers(Map<String, Expectation> all) {
    all.put("error", Expectations::checkError);
    all.put("changed", (wanted, happened) -> same(wanted, happened.result().report().changed()));
    all.put("result", (wanted, happened) -> same(wanted, happened.result().report().result()));
    all.put("rc", (wanted, happened) -> same(wanted, happened.result().report().rc()));
    all.put("stdout", (wanted, happened) -> same(wanted, happened.result().report().stdout()));
    all.put("stderr", (wanted, happened) -> same(wanted, happened.result().report().stderr()));
    all.put("replayed", (wanted, happened) -> same(wanted, happened.replayed()));
    all.put("warning", Expectations::checkWarning);
    all.put(
        "result_has",
        (wanted, happened) -> assertThat(fields(happened)).containsAll(texts(wanted)));
    all.put(
        "result_has_not",
        (wanted, happened) ->
            assertThat(fields(happened)).doesNotContainAnyElementsOf(texts(wanted)));
  }

  private static void putEffects(Map<String, Expectation> all) {
    all.put(
        "recreated",
        (wanted, happened) -> {
          same(wanted, happened.isNew());
          same(wanted, happened.oldIsGone());
        });
    all.put("container_left", (wanted, happened) -> same(wanted, happened.hasContainer()));
    all.put("container_still_running", (wanted, happened) -> same(wanted, happened.runs()));
    all.put("command_ran", (wanted, happened) -> same(wanted, happened.commandRan()));
    all.put("creates_directory", Expectations::checkDirectory);
    all.put("creates_volume", Expectations::checkVolume);
    all.put("labels", Expectations::checkLabels);
    all.put("ok", Expectations::checkOk);
    all.put("reset_failed", (wanted, happened) -> same(wanted, happened.resetFailed()));
    all.put("fail_fast", Expectations::checkFast);
    all.put("slept", Expectations::checkSlept);
  }

  private static void same(JsonNode wanted, Object got) {
    Object value =
        wanted.isNull()
            ? null
            : wanted.isBoolean()
                ? (Object) wanted.booleanValue()
                : wanted.isInt() ? (Object) wanted.intValue() : wanted.stringValue();
    assertThat(got).isEqualTo(value);
  }

  private static void checkError(JsonNode wanted, Happened happened) {
    assertThat(happened.result().outcome()).isIn(Outcome.FAILED, Outcome.REJECTED);
    assertThat(happened.result().failure())
        .extracting(Failure::message)
        .asString()
        .contains(wanted.stringValue());
  }

  private static void checkWarning(JsonNode wanted, Happened happened) {
    assertThat(happened.result().report().warnings())
        .anyMatch(warning -> warning.contains(wanted.stringValue()));
  }

  /// The names of all members of the result as it is published, at any depth.
  private static Set<String> fields(Happened happened) {
    return new TreeSet<>(names(EventEncoder.toJson(happened.result())));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>(node.propertyNames());
    node.forEach(child -> names.addAll(names(child)));
    return names;
  }

  /// Null: none at all.
  private static void checkDirectory(JsonNode wanted, Happened happened) {
    if (wanted.isNull()) {
      assertThat(happened.result().report().steps())
          .noneMatch(step ->
              step.name().equals("ensureDirectory") && step.state() == StepReport.State.CHANGED);
    } else {
      assertThat(happened.hasDirectory(wanted.stringValue())).isTrue();
    }
  }

  /// Null: none at all.
  private static void checkVolume(JsonNode wanted, Happened happened) {
    if (wanted.isNull()) {
      assertThat(happened.newVolumes()).isEmpty();
    } else {
      assertThat(happened.volumes()).containsKey(wanted.stringValue());
    }
  }

  private static void checkLabels(JsonNode wanted, Happened happened) {
    JsonNode labels = happened.volume().path("Labels");
    if (wanted.isEmpty()) {
      assertThat(labels.isEmpty()).as("no labels in %s", labels).isTrue();
    } else {
      assertThat(labels).isEqualTo(wanted);
    }
  }

  private static void checkOk(JsonNode wanted, Happened happened) {
    Event.Finished result = happened.result();
    assertThat(result.outcome() == Outcome.SUCCEEDED)
        .as("ok of %s", result)
        .isEqualTo(wanted.booleanValue());
    if (wanted.booleanValue()) {
      boolean stops = result.header().action().wireName().contains("stop");
      assertThat(happened.runs()).isEqualTo(!stops);
    }
  }

  /// Before the time allowed is over, see [ActionCases#SHORT_LIMIT_SECONDS].
  private static void checkFast(JsonNode wanted, Happened happened) {
    assertThat(happened.took().toMillis() < ActionCases.SHORT_LIMIT_SECONDS * 900L)
        .as("%s took %s", happened.result(), happened.took())
        .isEqualTo(wanted.booleanValue());
  }

  /// The seconds are the most that may be slept, at the pace of the lines here; what is done
  /// besides takes its own time, less than that allowed for a start.
  private static void checkSlept(JsonNode wanted, Happened happened) {
    double slept = wanted.asDouble() * 1000 / LineRun.HASTE;
    double besides = ActionCases.SHORT_LIMIT_SECONDS * 900.0;
    assertThat((double) happened.took().toMillis())
        .as("%s took %s", happened.result(), happened.took())
        .isLessThan(slept + besides);
  }

  private static void checkDifferences(JsonNode wanted, Happened happened) {
    List<Difference> differences = happened.result().report().differences();
    assertThat(differences)
        .extracting(Difference::aspect)
        .containsExactlyElementsOf(
            wanted
                .valueStream()
                .map(each -> each.isString() ? each.stringValue() : each.path("name").stringValue())
                .toList());
    for (int index = 0; index < differences.size(); index++) {
      checkDifference(wanted.get(index), differences.get(index));
    }
  }

  private static void checkDifference(JsonNode wanted, Difference found) {
    if (wanted.has("current")) {
      assertThat(found.current()).isEqualTo(wanted.path("current").asString(null));
    }
    if (wanted.has("desired")) {
      assertThat(found.desired()).isEqualTo(wanted.path("desired").asString(null));
    }
  }

  /// What was sent with a pull (parameters and headers), and in the body of a creation.
  private static void checkSent(JsonNode wanted, Happened happened) {
    for (String name : wanted.propertyNames()) {
      if (WITH_PULL.contains(name)) {
        assertThat(happened.sentWithPull(name).orElse(null))
            .as(name)
            .isEqualTo(wanted.path(name).asString(null));
      } else {
        Canonical.checkSent(name, wanted.path(name), happened.sentToCreate());
      }
    }
  }

  private static List<String> texts(JsonNode values) {
    return values.valueStream().map(JsonNode::stringValue).toList();
  }
}
