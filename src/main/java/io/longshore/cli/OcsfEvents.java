package io.longshore.cli;

import io.longshore.command.Action;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.EventTimes;
import io.longshore.event.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Results in the form of the Open Cybersecurity Schema Framework 1.3: class Application Lifecycle
/// (6002) with the profile `host`. Not API Activity (6003), which requires the caller's network
/// address: nobody knows it of a message.
final class OcsfEvents {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String VERSION = "1.3.0";
  private static final String NAME = "Longshore";
  private static final int CATEGORY = 6;
  private static final int CLASS = 6002;
  private static final int TYPES_OF_A_CLASS = 100;

  private OcsfEvents() {}

  /// What was done, by the class's own numbers.
  private enum Activity {
    INSTALL(1, "Install"),
    REMOVE(2, "Remove"),
    START(3, "Start"),
    STOP(4, "Stop"),
    RESTART(5, "Restart"),
    ENABLE(6, "Enable"),
    DISABLE(7, "Disable"),
    UPDATE(8, "Update"),
    OTHER(99, "Other");

    private final int number;
    private final String caption;

    Activity(int number, String caption) {
      this.number = number;
      this.caption = caption;
    }
  }

  /// A result as an event.
  static ObjectNode of(Event.Finished finished) {
    Event.Header header = finished.header();
    Activity activity = header.action() == null ? Activity.OTHER : activity(header.action());
    ObjectNode event = MAPPER.createObjectNode();
    putClass(event, activity, header.action());
    putTimes(event, finished.startedAt(), header.at());
    putStatus(event, finished);
    putMetadata(event.putObject("metadata"), header);
    putApplication(event.putObject("app"), header.resource());
    event.putObject("device").put("hostname", header.host().text()).put("type_id", 1);
    if (header.issuer() != null) {
      event.putObject("actor").putObject("user").put("name", header.issuer());
    }
    putRest(event.putObject("unmapped"), finished);
    return event;
  }

  private static Activity activity(Action action) {
    return switch (action) {
      case START_CONTAINER -> Activity.START;
      case STOP_CONTAINER -> Activity.STOP;
      case RESTART_CONTAINER -> Activity.RESTART;
      case RECREATE_OR_RESTART_CONTAINER -> Activity.UPDATE;
      case REMOVE_CONTAINER, STOP_AND_REMOVE_CONTAINER, REMOVE_IMAGE, REMOVE_VOLUME ->
          Activity.REMOVE;
      case PULL_IMAGE, ENSURE_IMAGE, CREATE_VOLUME -> Activity.INSTALL;
      case FREEZE_HOST -> Activity.DISABLE;
      case THAW_HOST -> Activity.ENABLE;
      case COMPARE_CONTAINER,
          COMPARE_IMAGE,
          EXEC,
          GET_CONTAINERS,
          GET_CONTAINERS_NAMES,
          GET_CONTAINERS_STATE,
          GET_CONTAINERS_ENV,
          GET_IMAGES,
          GET_VOLUMES,
          CANCEL_COMMAND ->
          Activity.OTHER;
    };
  }

  private static void putClass(ObjectNode event, Activity activity, @Nullable Action action) {
    String name =
        activity == Activity.OTHER && action != null ? action.wireName() : activity.caption;
    event.put("category_uid", CATEGORY).put("category_name", "Application Activity");
    event.put("class_uid", CLASS).put("class_name", "Application Lifecycle");
    event.put("activity_id", activity.number).put("activity_name", name);
    event.put("type_uid", CLASS * TYPES_OF_A_CLASS + activity.number);
    event.put("type_name", "Application Lifecycle: " + activity.caption);
  }

  private static void putTimes(ObjectNode event, @Nullable Instant from, Instant to) {
    event.put("time", EventTimes.millis(to));
    if (from != null) {
      event.put("start_time", EventTimes.millis(from)).put("end_time", EventTimes.millis(to));
      event.put("duration", EventTimes.millisBetween(from, to));
    }
  }

  /// Severity 1 is informational, 3 medium; status 1 success, 2 failure, 99 another.
  private static void putStatus(ObjectNode event, Event.Finished finished) {
    int status =
        switch (finished.outcome()) {
          case SUCCEEDED -> 1;
          case FAILED, REJECTED, DENIED, EXPIRED -> 2;
          case CANCELLED, SUPERSEDED -> 99;
        };
    event.put("severity_id", status == 2 ? 3 : 1);
    event.put("status_id", status).put("status", finished.outcome().wireName());
    Failure failure = finished.failure();
    if (failure != null) {
      event.put("status_code", failure.kind().wireName()).put("status_detail", failure.message());
    }
  }

  private static void putMetadata(ObjectNode metadata, Event.Header header) {
    metadata.put("version", VERSION);
    metadata
        .putObject("product")
        .put("name", NAME)
        .put("vendor_name", NAME)
        .put("version", Version.TEXT);
    metadata.putArray("profiles").add("host");
    metadata.put("uid", header.host() + "/" + header.commandId());
    metadata.put("event_code", "io.longshore.result.finished.v1");
    if (header.correlationId() != null) {
      metadata.put("correlation_uid", header.correlationId());
    }
  }

  private static void putApplication(ObjectNode application, @Nullable Resource resource) {
    application
        .put("name", resource == null ? "unknown" : resource.key())
        .put("vendor_name", "unknown");
  }

  private static void putRest(ObjectNode rest, Event.Finished finished) {
    rest.put("command_id", finished.header().commandId().text());
    if (finished.digest() != null) {
      rest.put("command_digest", finished.digest());
    }
    rest.put("changed", finished.report().changed())
        .put("check_mode", finished.checkMode())
        .put("attempts", finished.attempts());
    if (!finished.report().changedKnown()) {
      rest.put("changed_known", false);
    }
  }
}
