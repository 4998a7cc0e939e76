package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class AuditTableTest {
  @Test
  void aChangeThatIsInDoubtIsNeitherYesNorNo() {
    String row =
        AuditTable.row(
            Results.finished(
                Outcome.FAILED,
                Results.recreated().withCertainty(false),
                Failure.of(FailureKind.ENGINE, "It did not work")));

    assertThat(row.split(" {2,}")).contains("perhaps").doesNotContain("yes");
  }

  @Test
  void aRowTellsTheResultUnderTheHeadingsColumns() {
    String row =
        AuditTable.row(
            Results.finished(
                Outcome.FAILED,
                Results.recreated(),
                Failure.of(FailureKind.ENGINE, "It did not work")));

    assertThat(row.split(" {2,}"))
        .containsExactly(
            "2026-11-22T21:00:01Z",
            "web01",
            "start_container",
            "container/nginx",
            "failed",
            "yes",
            "3",
            "1250",
            "c1",
            "It did not work");
    assertThat(row.indexOf("failed")).isEqualTo(AuditTable.heading().indexOf("OUTCOME"));
    assertThat(row.indexOf("It did")).isEqualTo(AuditTable.heading().indexOf("FAILURE"));
  }

  @Test
  void whatIsNotKnownIsADash() {
    Event.Header bare =
        new Event.Header(
            Results.header().commandId(),
            Results.header().host(),
            null,
            null,
            null,
            null,
            Results.AT);
    Event.Finished rejected =
        new Event.Finished(bare, Outcome.REJECTED, null, false, 0, null, Report.NOTHING, null);

    assertThat(AuditTable.row(rejected).split(" {2,}"))
        .containsExactly(
            "2026-11-22T21:00:01Z", "web01", "-", "-", "rejected", "no", "-", "-", "c1");
  }

  @Test
  void anEndBeforeItsBeginningTookNoTime() {
    assertThat(row(Results.AT, Results.AT.plusMillis(1234)).split(" {2,}")).contains("0");
  }

  @Test
  void timesBeyondAllClocksHaveARow() {
    Instant latest = OffsetDateTime.MAX.toInstant();

    assertThat(row(latest, OffsetDateTime.MIN.toInstant()))
        .startsWith(latest.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String row(Instant at, Instant startedAt) {
    return AuditTable.row(
        new Event.Finished(
            Results.header().at(at),
            Outcome.SUCCEEDED,
            null,
            false,
            1,
            startedAt,
            Report.NOTHING,
            null));
  }

  @Test
  void aFailureIsCutAndCannotSteerTheTerminal() {
    Failure failure = Failure.of(FailureKind.ENGINE, "\u001b[31m" + "x".repeat(500) + "\nforged");

    String row = AuditTable.row(Results.finished(Outcome.FAILED, Report.NOTHING, failure));

    assertThat(row)
        .hasSizeLessThan(400)
        .endsWith("…")
        .doesNotContain("\u001b", "\n")
        .contains("\\u001b[31m");
  }
}
