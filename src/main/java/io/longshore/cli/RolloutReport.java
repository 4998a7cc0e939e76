package io.longshore.cli;

import io.longshore.cli.text.RolloutText;
import io.longshore.cli.text.TerminalText;
import io.longshore.rollout.Answer;
import io.longshore.rollout.HostState;
import io.longshore.rollout.Phase;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Stage;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A rollout's report, and its exit code.
final class RolloutReport {
  private RolloutReport() {}

  /// How the process ends: 0 only when every host is as asked for.
  static ExitCode exitCode(RolloutState state) {
    return state.phase() instanceof Phase.Ended(Verdict verdict) ? of(verdict) : ExitCode.NO_ANSWER;
  }

  private static ExitCode of(Verdict verdict) {
    return switch (verdict) {
      case SUCCEEDED -> ExitCode.SUCCEEDED;
      case WITH_FAILURES -> ExitCode.WITH_FAILURES;
      case HALTED -> ExitCode.FAILED;
      case ABORTED -> ExitCode.CANCELLED;
      case REVERTED -> ExitCode.REVERTED;
      case REVERT_FAILED -> ExitCode.REVERT_FAILED;
    };
  }

  /// Prints the report.
  ///
  /// @param json as one line of JSON instead of for a person
  static void print(RolloutState state, boolean json, PrintWriter out, Instant now) {
    if (json) {
      out.println(TerminalText.json(json(state)));
    } else {
      RolloutText.report(state, now).forEach(out::println);
    }
    out.flush();
  }

  private static String json(RolloutState state) {
    ObjectNode report = JsonMapper.shared().createObjectNode();
    report.put("rollout", state.plan().id().text());
    report.put("phase", phase(state.phase()));
    if (state.phase() instanceof Phase.Ended(Verdict verdict)) {
      report.put("verdict", word(verdict));
    }
    if (!state.words().isEmpty()) {
      report.put("why", state.words());
    }
    report.put("plannedAt", state.plannedAt().toString()).put("plannedBy", state.by());
    report.put("leader", state.leader()).put("lastAt", state.lastAt().toString());
    ArrayNode hosts = report.putArray("hosts");
    state.fleet().hosts().forEach(host -> put(hosts.addObject(), host));
    return report.toString();
  }

  private static void put(ObjectNode node, HostState host) {
    node.put("host", host.host().text()).put("batch", host.batch());
    node.put("stage", stage(host.stage()));
    node.put("changed", host.changed()).put("perhapsChanged", host.uncertain());
    node.put("downtimeMs", host.downtime().toMillis());
    Answer.Bad trouble = host.trouble();
    if (trouble != null) {
      node.putObject("trouble")
          .put("kind", trouble.trouble().wireName())
          .put("message", trouble.words());
    }
  }

  private static String stage(Stage stage) {
    return switch (stage) {
      case Stage.Waiting _ -> "waiting";
      case Stage.ToRevert _ -> "to_revert";
      case Stage.Busy busy -> word(busy.task().phase());
      case Stage.Over(Stage.Ending ending) -> word(ending);
    };
  }

  private static String phase(Phase phase) {
    return switch (phase) {
      case Phase.Rolling _ -> "rolling";
      case Phase.Held _ -> "held";
      case Phase.Stopping _ -> "stopping";
      case Phase.Reverting _ -> "reverting";
      case Phase.Ended _ -> "ended";
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
