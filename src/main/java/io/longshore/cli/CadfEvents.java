package io.longshore.cli;

import io.longshore.command.Action;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.EventTimes;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Results in the form of DMTF's Cloud Auditing Data Federation 1.0 (DSP0262), as OpenStack's
/// services write it: an event of type `activity`, or `control` for one that the policy denied.
final class CadfEvents {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String EVENT = "http://schemas.dmtf.org/cloud/audit/1.0/event";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private CadfEvents() {}

  /// A result as an event. The same result has the same id whenever it is exported.
  static ObjectNode of(Event.Finished finished) {
    Event.Header header = finished.header();
    ObjectNode event = MAPPER.createObjectNode();
    event.put("typeURI", EVENT).put("id", id(header));
    event.put("eventType", finished.outcome() == Outcome.DENIED ? "control" : "activity");
    event.put("eventTime", TIME.format(EventTimes.near(header.at())));
    event.put("action", header.action() == null ? "unknown" : action(header.action()));
    event.put("outcome", finished.outcome() == Outcome.SUCCEEDED ? "success" : "failure");
    putInitiator(event.putObject("initiator"), header.issuer());
    putTarget(event.putObject("target"), header.host(), header.resource());
    event
        .putObject("observer")
        .put("typeURI", "service/compute")
        .put("id", "longshore:" + header.host())
        .put("name", "longshore worker");
    if (finished.failure() != null) {
      putReason(event.putObject("reason"), finished, finished.failure());
    }
    if (header.correlationId() != null) {
      event.putArray("tags").add("correlationId?value=" + header.correlationId());
    }
    putResult(event.putArray("attachments").addObject(), finished);
    return event;
  }

  private static String id(Event.Header header) {
    String name = "longshore/" + header.host() + "/" + header.commandId() + "/finished";
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// The nearest word of CADF's action taxonomy.
  private static String action(Action action) {
    return switch (action) {
      case START_CONTAINER -> "start";
      case RECREATE_OR_RESTART_CONTAINER, RESTART_CONTAINER -> "update";
      case STOP_CONTAINER -> "stop";
      case REMOVE_CONTAINER, STOP_AND_REMOVE_CONTAINER, REMOVE_IMAGE, REMOVE_VOLUME -> "delete";
      case COMPARE_CONTAINER, COMPARE_IMAGE -> "evaluate";
      case PULL_IMAGE, ENSURE_IMAGE -> "receive";
      case CREATE_VOLUME -> "create";
      case EXEC -> "start/exec";
      case GET_CONTAINERS,
          GET_CONTAINERS_NAMES,
          GET_CONTAINERS_STATE,
          GET_CONTAINERS_ENV,
          GET_IMAGES,
          GET_VOLUMES ->
          "read/list";
      case CANCEL_COMMAND -> "revoke";
      case FREEZE_HOST -> "disable";
      case THAW_HOST -> "enable";
    };
  }

  private static void putInitiator(ObjectNode initiator, @Nullable String issuer) {
    String who = issuer == null ? "unknown" : issuer;
    initiator.put("typeURI", "service/security/account/user").put("id", who).put("name", who);
  }

  private static void putTarget(ObjectNode target, HostName host, @Nullable Resource resource) {
    String type =
        switch (resource) {
          case Resource.OfContainer _ -> "data/workload/service";
          case Resource.OfVolume _ -> "storage/volume";
          case Resource.OfImage _ -> "data/image";
          case Resource.OfHost _, Resource.HostFacts _ -> "compute/node";
          case null -> "unknown";
        };
    String key = resource == null ? "unknown" : resource.key();
    target.put("typeURI", type).put("id", host + "/" + key).put("name", key);
  }

  private static void putReason(ObjectNode reason, Event.Finished finished, Failure failure) {
    reason
        .put("reasonType", "longshore/" + finished.outcome().wireName())
        .put("reasonCode", failure.kind().wireName());
    if (finished.outcome() == Outcome.DENIED) {
      reason.put("policyType", "longshore/policy").put("policyId", failure.message());
    }
  }

  private static void putResult(ObjectNode attachment, Event.Finished finished) {
    attachment.put("typeURI", "io.longshore.result.finished.v1").put("name", "result");
    ObjectNode content = attachment.putObject("content");
    content.put("commandId", finished.header().commandId().text());
    if (finished.digest() != null) {
      content.put("commandDigest", finished.digest());
    }
    content
        .put("outcome", finished.outcome().wireName())
        .put("changed", finished.report().changed())
        .put("checkMode", finished.checkMode())
        .put("attempts", finished.attempts());
    if (!finished.report().changedKnown()) {
      content.put("changedKnown", false);
    }
    if (finished.startedAt() != null) {
      content.put(
          "durationMs", EventTimes.millisBetween(finished.startedAt(), finished.header().at()));
    }
    if (finished.failure() != null) {
      content.put("failure", finished.failure().message());
    }
  }
}
