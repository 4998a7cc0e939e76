package io.longshore.wire;

import io.longshore.event.Sha256;
import io.longshore.rollout.Answer;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.Step;
import io.longshore.rollout.Task;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the events of rollouts as `schemas/rollout-event.schema.json` describes them.
public final class RolloutEventEncoder {
  static final String TYPE = "io.longshore.rollout.v1";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RolloutEventEncoder() {}

  /// The first event of a rollout.
  ///
  /// @param document the plan's, whose targets are a list
  public static WireMessage planned(RolloutId id, ObjectNode document, Instant at, String by) {
    ObjectNode payload = payload(id, "planned", at).put("by", by);
    payload.set("plan", document);
    return message(id, payload, at);
  }

  /// Any later event. The plan of a [RolloutEvent.Planned] is not written: [#planned] does that.
  public static WireMessage encode(RolloutId id, RolloutEvent event) {
    return message(id, toJson(id, event), event.at());
  }

  private static WireMessage message(RolloutId id, ObjectNode payload, Instant at) {
    byte[] value = MAPPER.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8);
    String eventId = id + "/" + Sha256.of(value).substring(0, 32);
    return new WireMessage(
        id.text(),
        value,
        CloudEventHeaders.of(
            eventId, TYPE, "/longshore/rollouts/" + id, at.toString(), "rollout/" + id));
  }

  private static ObjectNode payload(RolloutId id, String event, Instant at) {
    return MAPPER
        .createObjectNode()
        .put("event", event)
        .put("rollout", id.text())
        .put("at", at.toString());
  }

  static ObjectNode toJson(RolloutId id, RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Planned planned ->
          payload(id, "planned", planned.at()).put("by", planned.by());
      case RolloutEvent.Surveyed surveyed -> {
        ObjectNode payload =
            payload(id, "surveyed", surveyed.at()).put("host", surveyed.host().text());
        ArrayNode commands = payload.putArray("commands");
        surveyed.steps().forEach(step -> put(commands.addObject(), step));
        yield payload;
      }
      case RolloutEvent.Led led -> payload(id, "led", led.at()).put("leader", led.leader());
      case RolloutEvent.BatchBegun begun ->
          payload(id, "batch", begun.at()).put("number", begun.number());
      case RolloutEvent.Sent sent ->
          put(payload(id, "sent", sent.at()).put("host", sent.host().text()), sent.task())
              .put("commandId", sent.id().text())
              .put("until", sent.until().toString());
      case RolloutEvent.Answered answered -> {
        ObjectNode payload =
            put(
                put(
                    payload(id, "answered", answered.at()).put("host", answered.host().text()),
                    answered.task()),
                answered.answer());
        yield answered.asOf().equals(answered.at())
            ? payload
            : payload.put("asOf", answered.asOf().toString());
      }
      case RolloutEvent.Held held ->
          held.until() == null
              ? payload(id, "held", held.at())
              : payload(id, "held", held.at()).put("until", held.until().toString());
      case RolloutEvent.Released released -> payload(id, "released", released.at());
      case RolloutEvent.Asked asked ->
          payload(id, "asked", asked.at())
              .put("request", EventJson.name(asked.request()))
              .put("by", asked.by());
      case RolloutEvent.Stopped stopped ->
          payload(id, "stopped", stopped.at())
              .put("cause", EventJson.name(stopped.cause()))
              .put("words", stopped.words());
      case RolloutEvent.RevertBegun begun -> payload(id, "reverting", begun.at());
      case RolloutEvent.Ended ended ->
          payload(id, "ended", ended.at()).put("verdict", EventJson.name(ended.verdict()));
    };
  }

  private static void put(ObjectNode command, Step step) {
    command.put("action", step.action().wireName());
    command.set("parameters", MAPPER.readTree(step.parameters()));
    if (step.timeout() != null) {
      command.put("timeout", step.timeout().toString());
    }
    if (step.waitHealthy()) {
      command.put("waitHealthy", true);
    }
  }

  private static ObjectNode put(ObjectNode payload, Task task) {
    return payload
        .put("phase", EventJson.name(task.phase()))
        .put("step", task.step())
        .put("attempt", task.attempt());
  }

  private static ObjectNode put(ObjectNode payload, Answer answer) {
    payload
        .put("changed", answer.changed())
        .put("downtimeMs", EventJson.milliseconds(answer.downtime()));
    if (answer.uncertain()) {
      payload.put("uncertain", true);
    }
    return switch (answer) {
      case Answer.Good good -> good.mark() == null ? payload : payload.put("mark", good.mark());
      case Answer.Bad bad ->
          payload.put("trouble", bad.trouble().wireName()).put("words", bad.words());
    };
  }
}
