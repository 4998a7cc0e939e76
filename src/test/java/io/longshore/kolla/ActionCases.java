package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.command.Action;
import io.longshore.engine.Containers;
import io.longshore.engine.EngineException;
import io.longshore.event.Difference;
import io.longshore.kolla.host.Happened;
import io.longshore.kolla.host.LineRun;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Checks lines about what actions do, by carrying them out.
final class ActionCases {
  /// What lines about units allow for a start, in place of minutes.
  static final int SHORT_LIMIT_SECONDS = 10;

  /// The same where it has to pass.
  private static final int SHORTEST_LIMIT_SECONDS = 4;

  /// Without the parameter.
  private static final int CLIENT_TIMEOUT_SECONDS = 120;

  private ActionCases() {}

  /// A line whose aspect is an action.
  static void check(KollaCase given) {
    check(given, Action.named(given.aspect()).orElseThrow());
  }

  /// A line that is a case of an action although its aspect is none.
  static void check(KollaCase given, Action action) {
    given.mustDescribeOnly(LineRun.knownOfHost());
    LineRun.of(hastened(given), action, happened -> Expectations.check(given.expect(), happened));
  }

  /// What the configuration check inside the container comes to; in all else the container is as
  /// asked for.
  static void checkConfig(KollaCase given) {
    given.mustOnlyHave(
        Set.of("differs", "current", "error", "changed", "result"), LineRun.knownOfHost());
    ObjectNode current = currentOf(given);
    KollaCase asAskedFor = given.withCurrent(current.put("differs", false));
    LineRun.of(
        asAskedFor, Action.COMPARE_CONTAINER, happened -> checkConfig(given.expect(), happened));
  }

  private static void checkConfig(JsonNode expect, Happened happened) {
    ObjectNode rest = (ObjectNode) expect.deepCopy();
    rest.remove(List.of("differs", "current"));
    Expectations.check(rest, happened);
    List<Difference> differences = happened.result().report().differences();
    if (expect.has("differs")) {
      assertThat(!differences.isEmpty()).isEqualTo(expect.path("differs").booleanValue());
    }
    if (expect.has("current")) {
      assertThat(differences)
          .filteredOn(difference -> difference.aspect().equals("config"))
          .singleElement()
          .extracting(Difference::current)
          .isEqualTo(expect.path("current").stringValue());
    }
  }

  /// What the unit goes through after an operation.
  static void checkWait(KollaCase given) {
    ObjectNode params = (ObjectNode) given.params().deepCopy();
    String operation = params.path("op").asString("");
    params.remove("op");
    ObjectNode current = currentOf(given);
    if (!operation.equals("start") && !current.has("container")) {
      current.putObject("container").putObject("State").put("Status", "running");
    }
    Action action = Action.named(operation + "_container").orElseThrow();
    check(given.withParams(params).withCurrent(current), action);
  }

  private static ObjectNode currentOf(KollaCase given) {
    return given.current() instanceof ObjectNode current
        ? current.deepCopy()
        : JsonMapper.shared().createObjectNode();
  }

  static void checkFrames(KollaCase given) {
    given.mustOnlyHave(Set.of("canonical", "error"), Set.of("frames_hex"));
    byte[] frames = HexFormat.of().parseHex(given.current().path("frames_hex").stringValue());
    if (given.expect().has("error")) {
      assertThat(catchThrowableOfType(EngineException.class, () -> LineRun.output(frames)))
          .hasMessageContaining(given.expect().path("error").stringValue());
      return;
    }
    JsonNode canonical = given.expect().path("canonical");
    assertThat(canonical.propertyNames()).isSubsetOf(Set.of("stdout", "stderr"));
    assertThat(LineRun.output(frames))
        .extracting(Containers.RunOutput::stdout, Containers.RunOutput::stderr)
        .containsExactly(
            canonical.path("stdout").asString(""), canonical.path("stderr").asString(""));
  }

  /// Waiting a line's real times would take minutes.
  private static KollaCase hastened(KollaCase given) {
    ObjectNode params = (ObjectNode) given.params().deepCopy();
    if (given.current().has("engine_start_delay")) {
      int seconds = params.path("client_timeout").asInt(CLIENT_TIMEOUT_SECONDS);
      return given.withParams(params.put("client_timeout", Math.max(1, seconds / LineRun.HASTE)));
    }
    if (!given.current().has("unit_states")) {
      return given;
    }
    int limit = runsOut(given.expect()) ? SHORTEST_LIMIT_SECONDS : SHORT_LIMIT_SECONDS;
    return given.withParams(params.put("client_timeout", limit));
  }

  private static boolean runsOut(JsonNode expect) {
    return expect.path("error").asString("").contains("timed out")
        || (!expect.path("ok").asBoolean(true) && !expect.path("fail_fast").asBoolean(false));
  }
}
