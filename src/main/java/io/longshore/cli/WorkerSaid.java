package io.longshore.cli;

import io.longshore.cli.text.DurationWords;
import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.event.EventTimes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a host's worker said last of itself, `schemas/worker.schema.json`. What a worker of another
/// version leaves out is shown as missing.
///
/// @param at when, by the host's clock
/// @param status as published
record WorkerSaid(HostName host, Instant at, JsonNode status) {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String READY = "ready";
  private static final String UNHEARD = "unheard";

  /// Clocks of hosts and of whoever looks may differ by so much.
  private static final Duration CLOCKS = Duration.ofSeconds(30);

  private static final long LONGEST_SILENCE = Duration.ofDays(1).toSeconds();

  /// Of a message; empty when it is none of a worker's.
  static Optional<WorkerSaid> read(byte[] message) {
    try {
      JsonNode status = MAPPER.readTree(message);
      HostName host = new HostName(status.path("host").asString(""));
      Instant at = EventTimes.near(Instant.parse(text(status, "at")));
      return Optional.of(new WorkerSaid(host, at, status));
    } catch (JacksonException | InvalidValueException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /// Of a host whose worker has never spoken.
  static WorkerSaid nothing(HostName host) {
    ObjectNode status = MAPPER.createObjectNode().put("host", host.text()).put("state", UNHEARD);
    return new WorkerSaid(host, Instant.EPOCH, status);
  }

  String json() {
    return MAPPER.writeValueAsString(status);
  }

  /// Whether it takes commands and can carry them out.
  boolean isWell(Instant now) {
    return state(now).equals(READY);
  }

  /// One line about it, not yet fit for a terminal.
  String line(Instant now) {
    List<String> words = new ArrayList<>();
    if (!state(now).equals(UNHEARD)) {
      words.add("said " + DurationWords.inSeconds(Duration.between(at, now)) + " ago");
      words.add("longshore " + text(status, "version"));
      words.add("podman " + text(status.path("versions"), "engine"));
      words.add(status.path("load").path("inFlight").asInt(0) + " in hand");
    }
    if (status.has("frozenUntil")) {
      words.add("frozen until " + text(status, "frozenUntil"));
    }
    for (JsonNode trouble : status.path("troubles")) {
      words.add(
          "%s since %s: %s"
              .formatted(text(trouble, "part"), text(trouble, "since"), text(trouble, "message")));
    }
    return "%-20s %-9s %s".formatted(host, state(now), String.join("; ", words)).stripTrailing();
  }

  private String state(Instant now) {
    long next = Math.clamp(status.path("nextWithinSeconds").asLong(0), 0, LONGEST_SILENCE);
    boolean overdue = next > 0 && now.isAfter(at.plusSeconds(next).plus(CLOCKS));
    return overdue ? "overdue" : text(status, "state");
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asString("unknown");
  }
}
