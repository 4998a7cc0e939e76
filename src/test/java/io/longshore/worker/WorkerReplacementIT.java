package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A service is replaced by one that does not come to run: the old one is what runs afterwards.
class WorkerReplacementIT extends OnThrowawayHost {
  private String oldId = "";
  private Instant oldStart = Instant.EPOCH;

  @BeforeEach
  void aServiceRuns() {
    assertThat(desk.ask("start_container", service("")).outcome()).isEqualTo(Outcome.SUCCEEDED);
    oldId = view.id("svc");
    oldStart = view.startedAt("svc");
  }

  @Test
  void aGoodReplacementTellsItsDowntimeAndLeavesNothingBehind() {
    Instant before = Instant.now();
    Event.Finished result = desk.ask("start_container", service(",'environment':{'A':'2'}"));

    assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.report().downtime()).isBetween(Duration.ofMillis(1), since(before));
    assertThat(result.report().rollback()).isNull();
    assertThat(view.id("svc")).isNotEqualTo(oldId);
    assertAlone();
  }

  @Test
  void oneThatEndsRightAfterItsStartIsTakenBack() {
    String unitBefore = unitText();
    Event.Finished result =
        desk.ask("start_container", service(",'command':'false','graceful_timeout':7"));

    assertFailed(result, FailureKind.NOT_RUNNING);
    assertOldRunsAgain(result);
    assertThat(result.report().downtime()).isNotNull();
    assertThat(unitText()).as("the unit is the old container's").isEqualTo(unitBefore);
  }

  @Test
  void oneWhoseProgramIsNotThereIsTakenBackWithoutWaitingForTheUnitToGiveUp() {
    Instant before = Instant.now();
    Event.Finished result = desk.ask("start_container", service(",'command':'/no/such/program'"));

    assertFailed(result, FailureKind.NOT_RUNNING);
    assertOldRunsAgain(result);
    assertThat(since(before)).isLessThan(Duration.ofSeconds(100));
  }

  @Test
  void oneThatTheEngineRefusesToMakeLeavesTheOldOneUntouched() {
    Event.Finished result =
        desk.ask("start_container", service(",'security_opt':['seccomp=/no/such/profile.json']"));

    assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.FAILED);
    assertThat(view.startedAt("svc")).as("never stopped").isEqualTo(oldStart);
    assertThat(result.report().rollback()).isNotNull();
    assertThat(result.report().rollback().message()).contains("not touched");
    assertThat(result.report().downtime()).isNull();
    assertAlone();
  }

  @Test
  void oneThatDoesNotBecomeHealthyIsTakenBackWhenHealthIsWaitedFor() {
    Event.Finished result =
        result("'waitHealthy':true", service(",'healthcheck':" + healthcheck("exit 1")));

    assertFailed(result, FailureKind.UNHEALTHY);
    assertOldRunsAgain(result);
  }

  @Test
  void oneThatBecomesHealthyIsWaitedFor() {
    Event.Finished result =
        result("'waitHealthy':true", service(",'healthcheck':" + healthcheck("true")));

    assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.container("svc", "{{.State.Health.Status}}")).isEqualTo("healthy");
    assertAlone();
  }

  @Test
  void aRestartTellsItsDowntimeToo() {
    Instant before = Instant.now();
    Event.Finished result = desk.ask("restart_container", "{'name':'svc'}");

    assertThat(result.report().downtime()).isBetween(Duration.ofMillis(1), since(before));
  }

  private static Duration since(Instant time) {
    return Duration.between(time, Instant.now());
  }

  private static Event.Finished result(String member, String parameters) {
    String id = java.util.UUID.randomUUID().toString();
    desk.sendText(
        "{'id':'%s','host':'%s','action':'start_container',%s,'parameters':%s}"
            .formatted(id, desk.host(), member, parameters)
            .replace('\'', '"'));
    return desk.result(id);
  }

  private static void assertFailed(Event.Finished result, FailureKind kind) {
    assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.FAILED);
    assertThat(result.failure()).as("%s", result).extracting(Failure::kind).isEqualTo(kind);
  }

  private void assertOldRunsAgain(Event.Finished result) {
    assertThat(result.report().rollback()).isNotNull();
    assertThat(result.report().rollback().restored()).as("%s", result).isTrue();
    assertThat(view.id("svc")).isEqualTo(oldId);
    assertThat(view.container("svc", "{{.State.Status}}")).isEqualTo("running");
    assertThat(view.startedAt("svc")).isAfter(oldStart);
    assertThat(view.unit("svc")).isEqualTo("active");
    assertAlone();
  }

  private static void assertAlone() {
    assertThat(view.shell("podman ps -a --format '{{.Names}}'")).isEqualTo("svc");
    assertThat(view.unit("svc")).isEqualTo("active");
  }

  private static String unitText() {
    return view.shell("cat /etc/systemd/system/" + view.unitName("svc"));
  }

  private static String healthcheck(String program) {
    return "{'test':['CMD-SHELL','%s'],'interval':1,'timeout':30,'retries':1,'start_period':0}"
        .formatted(program);
  }

  private static String service(String more) {
    return "{'name':'svc','image':'%s','restart_policy':'unless-stopped'%s}"
        .formatted(image("tools:1"), more);
  }
}
