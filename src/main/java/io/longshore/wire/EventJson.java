package io.longshore.wire;

import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import io.longshore.event.StepReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the parts of events. What is null is left out.
final class EventJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int NANOS_PER_MICRO = 1000;
  private static final int MICRO_DIGITS = 3;

  private EventJson() {}

  static void putHeader(ObjectNode payload, Event.Header header) {
    payload.put("commandId", header.commandId().text());
    payload.put("host", header.host().text());
    put(payload, "action", header.action() == null ? null : header.action().wireName());
    put(payload, "resource", header.resource() == null ? null : header.resource().key());
    put(payload, "issuer", header.issuer());
    put(payload, "correlationId", header.correlationId());
    payload.put("at", header.at().toString());
  }

  static void putFinished(ObjectNode payload, Event.Finished finished) {
    payload.put("outcome", finished.outcome().wireName());
    putReport(payload, finished.report());
    if (finished.failure() != null) {
      payload.set("failure", failure(finished.failure()));
    }
    put(payload, "commandDigest", finished.digest());
    payload.put("checkMode", finished.checkMode());
    payload.put("attempts", finished.attempts());
    if (finished.startedAt() != null) {
      payload.put("startedAt", finished.startedAt().toString());
      payload.put(
          "durationMs",
          milliseconds(Duration.between(finished.startedAt(), finished.header().at())));
    }
  }

  private static void putReport(ObjectNode payload, Report report) {
    payload.put("changed", report.changed());
    if (!report.changedKnown()) {
      payload.put("changedKnown", false);
    }
    payload.put("result", report.result());
    if (report.rc() != null) {
      payload.put("rc", report.rc());
    }
    put(payload, "stdout", report.stdout());
    put(payload, "stderr", report.stderr());
    if (report.totals() != null) {
      putTotals(payload.putObject("output"), report.totals());
    }
    ArrayNode differences = payload.putArray("differences");
    report.differences().forEach(difference -> differences.add(difference(difference)));
    ArrayNode steps = payload.putArray("steps");
    report.steps().forEach(step -> steps.add(step(step)));
    ArrayNode warnings = payload.putArray("warnings");
    report.warnings().forEach(warnings::add);
    if (report.downtime() != null) {
      payload.put("downtimeMs", milliseconds(report.downtime()));
    }
    if (report.rollback() != null) {
      payload
          .putObject("rollback")
          .put("restored", report.rollback().restored())
          .put("message", report.rollback().message());
    }
    if (report.facts() != null) {
      payload.set("facts", FactJson.toJson(report.facts()));
    }
  }

  private static void putTotals(ObjectNode output, OutputTotals totals) {
    putTotal(output.putObject("stdout"), totals.stdout());
    putTotal(output.putObject("stderr"), totals.stderr());
    output.put("complete", totals.complete());
  }

  private static void putTotal(ObjectNode stream, OutputTotals.Total total) {
    stream
        .put("bytes", total.bytes())
        .put("sha256", total.sha256())
        .put("truncated", total.truncated());
  }

  private static ObjectNode difference(Difference difference) {
    ObjectNode node = MAPPER.createObjectNode().put("aspect", difference.aspect());
    put(node, "current", difference.current());
    put(node, "desired", difference.desired());
    return node.put("rule", difference.rule());
  }

  private static ObjectNode step(StepReport step) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", step.name()).put("target", step.target()).put("reason", step.reason());
    node.put("state", name(step.state()));
    put(node, "startedAt", step.startedAt() == null ? null : step.startedAt().toString());
    if (step.duration() != null) {
      node.put("durationMs", milliseconds(step.duration()));
    }
    return node;
  }

  static ObjectNode failure(Failure failure) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("kind", failure.kind().wireName()).put("message", failure.message());
    put(node, "hint", failure.hint());
    put(node, "detail", failure.detail());
    put(node, "pointer", failure.pointer());
    put(node, "by", failure.by() == null ? null : failure.by().text());
    return node;
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// Milliseconds down to the microsecond.
  static BigDecimal milliseconds(Duration duration) {
    // A clock that was set back between two attempts must not make a time negative.
    long micros = Math.max(0, duration.toNanos() / NANOS_PER_MICRO);
    BigDecimal shortest = BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros();
    return shortest.setScale(Math.max(0, shortest.scale()));
  }

  /// Puts what there is.
  static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
