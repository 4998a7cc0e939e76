package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSaidTest {
  private static final Instant AT = Instant.parse("2026-11-30T15:00:00Z");
  private static final String READY =
      """
      {"host": "web01", "at": "2026-11-30T15:00:00Z", "version": "0.1.0", "state": "ready", "troubles": [],
       "nextWithinSeconds": 30, "versions": {"engine": "5.4.2"}, "load": {"inFlight": 3}}
      """;
  private static final String TROUBLED =
      """
      {"host": "web01", "at": "2026-11-30T15:00:00Z", "state": "degraded", "nextWithinSeconds": 30,
       "frozenUntil": "2026-11-30T16:00:00Z",
       "troubles": [{"part": "engine", "since": "2026-11-30T14:00:00Z", "message": "Podman cannot be reached"}]}
      """;

  @Test
  void aReadyWorkerIsWellUntilItIsOverdue() {
    WorkerSaid said = read(READY);

    assertThat(said.isWell(AT.plusSeconds(60))).isTrue();
    assertThat(said.line(AT.plusSeconds(5)))
        .isEqualTo(
            "web01                ready     said 5 s ago; longshore 0.1.0; podman 5.4.2; 3 in hand");
    assertThat(said.isWell(AT.plusSeconds(61))).isFalse();
    assertThat(said.line(AT.plusSeconds(61))).contains(" overdue ");
  }

  @Test
  void troublesAndAFreezeAreTold() {
    WorkerSaid said = read(TROUBLED);

    assertThat(said.isWell(AT)).isFalse();
    assertThat(said.line(AT))
        .contains(
            " degraded ",
            "frozen until 2026-11-30T16:00:00Z",
            "engine since 2026-11-30T14:00:00Z: Podman cannot be reached");
  }

  @Test
  void oneThatHasEndedInOrderIsNotOverdueAndNotWell() {
    WorkerSaid said = read(READY.replace("\"ready\"", "\"stopped\"").replace("30,", "0,"));

    assertThat(said.line(AT.plusSeconds(9_000))).contains(" stopped ");
    assertThat(said.isWell(AT)).isFalse();
  }

  @Test
  void aTimeBeyondAllClocksIsATimeToo() {
    WorkerSaid said = read(READY.replace("2026-11-30T15:00:00Z", "+1000000000-12-31T23:59:59Z"));

    assertThat(said.line(AT)).contains("said 0 s ago");
  }

  @Test
  void aHostWhoseWorkerNeverSpokeIsUnheard() {
    WorkerSaid said = WorkerSaid.nothing(new HostName("web02"));

    assertThat(said.line(AT)).isEqualTo("web02                unheard");
    assertThat(said.isWell(AT)).isFalse();
    assertThat(said.json()).isEqualTo("{\"host\":\"web02\",\"state\":\"unheard\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{",
        "{\"host\": \"a/b\", \"at\": \"2026-11-30T15:00:00Z\"}",
        "{\"host\": \"a\"}",
        "{\"host\": 7, \"at\": []}"
      })
  void whatIsNoWorkersMessageIsPassedOver(String message) {
    assertThat(WorkerSaid.read(message.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static WorkerSaid read(String message) {
    return WorkerSaid.read(message.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
