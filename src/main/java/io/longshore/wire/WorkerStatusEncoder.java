package io.longshore.wire;

import io.longshore.event.Event;
import io.longshore.watch.Health;
import io.longshore.watch.Traffic;
import io.longshore.watch.WorkerStatus;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what a worker says of itself as `schemas/worker.schema.json` describes it.
public final class WorkerStatusEncoder {
  static final String TYPE = "io.longshore.worker.v1";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private WorkerStatusEncoder() {}

  /// The status as a message: its key is the host.
  public static WireMessage encode(WorkerStatus status) {
    String host = status.host().text();
    byte[] value = MAPPER.writeValueAsString(toJson(status)).getBytes(StandardCharsets.UTF_8);
    return new WireMessage(
        host,
        value,
        CloudEventHeaders.of(
            status.instance() + "/" + status.at(),
            TYPE,
            "/longshore/hosts/" + host,
            status.at().toString(),
            host));
  }

  /// The status's payload.
  public static ObjectNode toJson(WorkerStatus status) {
    ObjectNode payload = MAPPER.createObjectNode();
    payload.put("host", status.host().text());
    payload.put("at", status.at().toString());
    payload.put("version", status.versions().longshore());
    payload.put("instance", status.instance());
    payload.put("startedAt", status.startedAt().toString());
    putHealth(payload, status.health());
    if (status.frozenUntil() != null) {
      payload.put("frozenUntil", status.frozenUntil().toString());
    }
    payload.put("nextWithinSeconds", status.everySeconds());
    putVersions(payload.putObject("versions"), status.versions());
    ArrayNode actions = payload.putObject("capabilities").putArray("actions");
    status.actions().forEach(actions::add);
    putLoad(payload.putObject("load"), status.load(), status.mostInFlight());
    payload.putObject("ledger").put("commands", status.ledgerSize());
    if (status.load().last() != null) {
      putLast(payload.putObject("lastResult"), status.load().last());
    }
    return payload;
  }

  /// The state, since when, and what does not serve: also the answer to the question whether the
  /// worker is ready.
  public static void putHealth(ObjectNode node, Health.Snapshot health) {
    node.put("state", health.state().wireName());
    node.put("since", health.since().toString());
    ArrayNode troubles = node.putArray("troubles");
    for (Health.PartState part : health.parts()) {
      if (part.trouble() != null) {
        troubles
            .addObject()
            .put("part", part.part().wireName())
            .put("since", part.since().toString())
            .put("message", part.trouble());
      }
    }
  }

  private static void putVersions(ObjectNode node, WorkerStatus.Versions versions) {
    node.put("longshore", versions.longshore());
    node.put("java", versions.java());
    EventJson.put(node, "os", versions.operatingSystem());
    EventJson.put(node, "engine", versions.engine());
    EventJson.put(node, "supervisor", versions.supervisor());
  }

  private static void putLoad(ObjectNode node, Traffic.Load load, int mostInFlight) {
    node.put("inFlight", load.inFlight());
    node.put("mostInFlight", mostInFlight);
    node.put("lanes", load.lanes());
    node.put("waiting", load.waiting());
    node.put("oldestMs", load.oldest().toMillis());
    node.put("oldestWaitingMs", load.oldestWaiting().toMillis());
  }

  private static void putLast(ObjectNode node, Event.Finished last) {
    node.put("commandId", last.header().commandId().text());
    EventJson.put(
        node, "action", last.header().action() == null ? null : last.header().action().wireName());
    node.put("outcome", last.outcome().wireName());
    node.put("at", last.header().at().toString());
  }
}
