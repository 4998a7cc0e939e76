package io.longshore.cli;

import io.longshore.cli.text.Life;
import io.longshore.command.Envelope;
import io.longshore.event.Reading;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A command's whole life as a JSON object. Parameters are left out: they may hold secrets.
final class LifeJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private LifeJson() {}

  /// The object on one line.
  static String of(Life life) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", life.id()).put("host", life.host().text()).put("decision", life.decision());
    ArrayNode messages = node.putArray("messages");
    life.messages().forEach(message -> put(messages.addObject(), message));
    ArrayNode events = node.putArray("events");
    for (Life.Happening happening : life.events()) {
      ObjectNode event = events.addObject().put("offset", happening.offset());
      put(event, "digest", happening.digest());
      event.set("payload", MAPPER.readTree(happening.json()));
    }
    return MAPPER.writeValueAsString(node);
  }

  private static void put(ObjectNode node, Life.Message message) {
    node.put("offset", message.offset()).put("at", message.at().toString());
    put(node, "source", message.source());
    switch (message.reading()) {
      case Reading.Understood(Envelope envelope) -> put(node, envelope);
      case Reading.Refused refused -> node.put("unreadable", refused.failure().message());
    }
  }

  private static void put(ObjectNode node, Envelope envelope) {
    node.put("action", envelope.command().action().wireName())
        .put("resource", envelope.command().resource().key())
        .put("checkMode", envelope.checkMode());
    put(node, "issuer", envelope.issuer());
    put(node, "correlationId", envelope.correlationId());
    put(node, "notBefore", envelope.notBefore());
    put(node, "notAfter", envelope.notAfter());
    put(node, "timeout", envelope.timeout());
    node.put("digest", envelope.digest());
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }
}
