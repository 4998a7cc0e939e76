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
import org.junit.jupiter.api.Test;

class AuditCsvTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aChangeThatIsInDoubtIsAnEmptyValue() {
    Event.Finished told = finished("it failed");
    Event.Finished inDoubt =
        new Event.Finished(
            told.header(),
            told.outcome(),
            told.digest(),
            told.checkMode(),
            told.attempts(),
            told.startedAt(),
            told.report().withCertainty(false),
            told.failure());

    assertThat(AuditCsv.row(inDoubt)).contains(",failed,,false,3,");
  }

  @Test
  void aRowHasAValueForEachColumn() {
    assertThat(AuditCsv.heading())
        .isEqualTo(
            "time,host,action,resource,outcome,changed,checkMode,rc,durationMs,attempts,id,issuer,correlationId,"
                + "failureKind,failure");
    assertThat(AuditCsv.row(finished("it failed")))
        .isEqualTo(
            "2026-11-22T12:00:00Z,web01,stop_container,container/web,failed,true,false,3,20,1,c-1,alice@desk,,"
                + "nonZeroExit,\"it failed\"");
  }

  @Test
  void valuesAreQuotedAndCannotSteerATerminalNorForgeALine() {
    assertThat(AuditCsv.row(finished("a \"b\", \u001b[2J\nc")))
        .endsWith(",\"a \"\"b\"\", \\u001b[2J\\nc\"")
        .hasLineCount(1);
  }

  @Test
  void anEndBeforeItsBeginningTookNoTime() {
    assertThat(AuditCsv.row(finished("it failed", NOON, NOON.plusMillis(1234))))
        .contains(",3,0,1,c-1,");
  }

  @Test
  void timesBeyondAllClocksHaveARow() {
    Instant latest = OffsetDateTime.MAX.toInstant();

    assertThat(AuditCsv.row(finished("it failed", latest, OffsetDateTime.MIN.toInstant())))
        .contains(latest.toString());
  }

  private static Event.Finished finished(String why) {
    return finished(why, NOON, NOON.minusMillis(20));
  }

  private static Event.Finished finished(String why, Instant at, Instant startedAt) {
    Event.Header header =
        new Event.Header(
            new CommandId("c-1"),
            new HostName("web01"),
            Action.STOP_CONTAINER,
            new Resource.OfContainer(new ContainerName("web")),
            "alice@desk",
            null,
            at);
    Report report = new Report(true, false, 3, null, null, List.of(), List.of(), List.of());
    return new Event.Finished(
        header,
        Outcome.FAILED,
        "d",
        false,
        1,
        startedAt,
        report,
        Failure.of(FailureKind.NON_ZERO_EXIT, why));
  }
}
