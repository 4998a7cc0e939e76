package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every action with every outcome has what both forms require, and no word that they do not know.
/// The lists are those of OpenStack's pycadf (its taxonomy) and of OCSF's published schema.
class AuditExportTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.5Z");
  private static final Set<String> CADF_ACTIONS =
      Set.of(
          "create",
          "read/list",
          "update",
          "delete",
          "start",
          "start/exec",
          "stop",
          "enable",
          "disable",
          "receive",
          "revoke",
          "evaluate",
          "unknown");
  private static final Set<String> CADF_RESOURCES =
      Set.of(
          "data/workload/service",
          "storage/volume",
          "data/image",
          "compute/node",
          "unknown",
          "service/compute",
          "service/security/account/user");
  private static final Set<Integer> OCSF_ACTIVITIES = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 99);

  static Stream<Event.Finished> results() {
    return Stream.of(Outcome.values())
        .flatMap(outcome -> Stream.of(Action.values()).map(action -> finished(outcome, action)));
  }

  private static Event.Finished finished(Outcome outcome, @Nullable Action action) {
    boolean bare = outcome == Outcome.REJECTED;
    Event.Header header =
        new Event.Header(
            new CommandId("c-1"),
            new HostName("web01"),
            bare ? null : action,
            bare ? null : new Resource.OfContainer(new ContainerName("web")),
            bare ? null : "alice@desk",
            bare ? null : "CHG-7",
            NOON);
    Report report =
        new Report(true, false, 0, "secret output", null, List.of(), List.of(), List.of());
    Failure failure =
        outcome == Outcome.SUCCEEDED ? null : Failure.of(FailureKind.ENGINE, "\u001b[2J why");
    return new Event.Finished(
        header, outcome, bare ? null : "d", false, 1, bare ? null : NOON, report, failure);
  }

  @Test
  void anEndBeforeItsBeginningTookNoTime() {
    Event.Finished finished = finished(NOON, NOON.plusMillis(1234));

    assertThat(durationInCadf(finished)).isZero();
    assertThat(OcsfEvents.of(finished).path("duration").asLong(-1)).isZero();
  }

  @Test
  void timesBeyondAllClocksAreTheNearestThatTheFormsHave() {
    Event.Finished finished =
        finished(OffsetDateTime.MAX.toInstant(), OffsetDateTime.MIN.toInstant());

    ObjectNode ocsf = OcsfEvents.of(finished);
    assertThat(CadfEvents.of(finished).path("eventTime").asString()).startsWith("+");
    assertThat(durationInCadf(finished)).isPositive();
    assertThat(ocsf.path("duration").asLong())
        .isPositive()
        .isEqualTo(ocsf.path("end_time").asLong() - ocsf.path("start_time").asLong());
    assertThat(ocsf.path("time").asLong()).isEqualTo(ocsf.path("end_time").asLong());
  }

  private static Event.Finished finished(Instant at, Instant startedAt) {
    Event.Finished timely = finished(Outcome.SUCCEEDED, Action.STOP_CONTAINER);
    return new Event.Finished(
        timely.header().at(at),
        timely.outcome(),
        timely.digest(),
        timely.checkMode(),
        timely.attempts(),
        startedAt,
        timely.report(),
        timely.failure());
  }

  private static long durationInCadf(Event.Finished finished) {
    return CadfEvents.of(finished)
        .path("attachments")
        .path(0)
        .path("content")
        .path("durationMs")
        .asLong(-1);
  }

  @ParameterizedTest
  @MethodSource("results")
  void aCadfEventHasWhatTheModelRequires(Event.Finished finished) {
    ObjectNode event = CadfEvents.of(finished);

    assertThat(event.path("typeURI").asString())
        .isEqualTo("http://schemas.dmtf.org/cloud/audit/1.0/event");
    assertThat(event.path("id").asString()).matches("[0-9a-f-]{36}");
    assertThat(event.path("eventTime").asString()).isEqualTo("2026-11-22T12:00:00.500000+00:00");
    assertThat(event.path("eventType").asString())
        .isEqualTo(finished.outcome() == Outcome.DENIED ? "control" : "activity");
    assertThat(CADF_ACTIONS).contains(event.path("action").asString());
    assertThat(event.path("outcome").asString()).isIn("success", "failure");
    for (String party : List.of("initiator", "target", "observer")) {
      assertThat(event.path(party).path("id").asString()).isNotEmpty();
      assertThat(CADF_RESOURCES).contains(event.path(party).path("typeURI").asString());
    }
    if (finished.failure() != null) {
      assertThat(event.path("reason").path("reasonCode").asString()).isEqualTo("engine");
    }
    assertThat(event.toString()).doesNotContain("secret output");
  }

  @ParameterizedTest
  @MethodSource("results")
  void anOcsfEventHasWhatItsClassRequires(Event.Finished finished) {
    ObjectNode event = OcsfEvents.of(finished);

    int activity = event.path("activity_id").asInt();
    assertThat(OCSF_ACTIVITIES).contains(activity);
    assertThat(event.path("class_uid").asInt()).isEqualTo(6002);
    assertThat(event.path("category_uid").asInt()).isEqualTo(6);
    assertThat(event.path("type_uid").asInt()).isEqualTo(600200 + activity);
    assertThat(event.path("time").asLong()).isEqualTo(NOON.toEpochMilli());
    assertThat(event.path("severity_id").asInt()).isIn(1, 3);
    assertThat(event.path("status_id").asInt()).isIn(1, 2, 99);
    JsonNode metadata = event.path("metadata");
    assertThat(metadata.path("version").asString()).isEqualTo("1.3.0");
    assertThat(metadata.path("product").path("vendor_name").asString()).isNotEmpty();
    assertThat(event.path("app").path("name").asString()).isNotEmpty();
    assertThat(event.path("device").path("type_id").asInt()).isEqualTo(1);
    assertThat(event.toString()).doesNotContain("secret output");
  }
}
