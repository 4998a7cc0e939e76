package io.longshore.wire;

import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Sha256;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes events as `schemas/event.schema.json` describes them.
public final class EventEncoder {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int SHOWN_OF_DIGEST = 16;

  private EventEncoder() {}

  /// The event as a message: its key is the command's id.
  public static WireMessage encode(Event event) {
    Event.Header header = event.header();
    // By way of a String: half a surrogate pair in some program's output becomes a question mark
    // instead of an error.
    byte[] value = MAPPER.writeValueAsString(toJson(event)).getBytes(StandardCharsets.UTF_8);
    Resource resource = header.resource();
    return new WireMessage(
        header.commandId().text(),
        value,
        CloudEventHeaders.of(
            eventId(event, value),
            EventType.of(event).cloudEventType(),
            "/longshore/hosts/" + header.host(),
            header.at().toString(),
            resource == null ? null : resource.key()));
  }

  /// The event's payload.
  public static ObjectNode toJson(Event event) {
    ObjectNode payload = MAPPER.createObjectNode();
    payload.put("event", EventType.of(event).wireName());
    EventJson.putHeader(payload, event.header());
    switch (event) {
      case Event.Accepted _ -> {}
      case Event.Started started -> {
        payload.put("attempt", started.attempt()).put("commandDigest", started.digest());
        if (started.cancels() != null) {
          payload.put("cancels", started.cancels().text());
        }
      }
      case Event.Progress progress -> payload.put("message", progress.message());
      case Event.Output output -> {
        payload.put("stream", EventJson.name(output.stream())).put("text", output.text());
        if (output.offset() > 0) {
          payload.put("offset", output.offset());
        }
      }
      case Event.Finished finished -> EventJson.putFinished(payload, finished);
      case Event.Duplicate duplicate -> payload.set("first", toJson(duplicate.first()));
      case Event.Conflict conflict -> payload.set("failure", EventJson.failure(conflict.failure()));
    }
    return payload;
  }

  /// The same event has the same id whoever writes it and whenever. Kinds that a command has
  /// several of are told apart by their content.
  private static String eventId(Event event, byte[] value) {
    String kind = event.header().commandId() + "/" + EventType.of(event).wireName();
    return switch (event) {
      case Event.Accepted _, Event.Finished _ -> kind;
      case Event.Started started -> kind + "/" + started.attempt();
      case Event.Progress _, Event.Output _, Event.Duplicate _, Event.Conflict _ ->
          kind + "/" + Sha256.of(value).substring(0, SHOWN_OF_DIGEST);
    };
  }
}
