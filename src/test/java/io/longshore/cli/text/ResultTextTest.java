package io.longshore.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import io.longshore.event.StepReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTextTest {
  @Test
  void aResultTellsHowItEndedWhatDifferedWhatWasDoneAndWhy() {
    Failure failure =
        new Failure(
            FailureKind.NOT_RUNNING,
            "The container does not stay running",
            "Read its logs.",
            "exit status 1\nbye",
            null);

    assertThat(ResultText.of(Results.finished(Outcome.FAILED, Results.recreated(), failure)))
        .containsExactly(
            "web01 start_container container/nginx: failed, with changes made (1.2 s)",
            "  differs: environment: DEBUG=0 -> DEBUG=1  (the variables differ)",
            "  differs: tty: (nothing) -> true  (it differs)",
            "  step: createContainer nginx: done in 312 ms  (it was missing)",
            "  step: startUnit kolla-nginx-container.service: FAILED after 1.5 s  (it has to run)",
            "  warning: the image is old",
            "  rc: 3",
            "  stdout:",
            "  | hello",
            "  | world",
            "  stderr:",
            "  | oops",
            "  why: The container does not stay running",
            "  hint: Read its logs.",
            "  in its own words:",
            "  | exit status 1",
            "  | bye");
  }

  @Test
  void nothingDoneIsSaidInOneLine() {
    assertThat(ResultText.of(Results.finished(Outcome.SUCCEEDED, Report.NOTHING, null)))
        .containsExactly("web01 start_container container/nginx: succeeded, nothing to do (1.2 s)");
  }

  @Test
  void aComparisonSaysWhetherThereIsADifference() {
    assertThat(headline(Action.COMPARE_CONTAINER, true, false)).contains("succeeded, differs");
    assertThat(headline(Action.COMPARE_CONTAINER, false, false))
        .contains("succeeded, no difference");
  }

  @Test
  void factsStandUnderTheNamesOfWhatTheyAreAbout() {
    Fact web =
        new Fact.Builder()
            .text("state", "running")
            .amount("pid", 4711)
            .put("labels", Fact.Members.of(Map.of("tier", "front")))
            .put("mountPoints", Fact.Items.of(List.of("/data", "/logs")))
            .build();
    Fact db =
        new Fact.Builder()
            .put("labels", Fact.Members.of(Map.of()))
            .put("mountPoints", Fact.Items.of(List.of()))
            .build();
    Fact.Members facts =
        new Fact.Builder().put("web", web).put("db", db).text("forged\nline", "\u001b[2J").build();

    assertThat(
            ResultText.of(
                Results.finished(Outcome.SUCCEEDED, Report.NOTHING.withFacts(facts), null)))
        .containsExactly(
            "web01 start_container container/nginx: succeeded, 3 found (1.2 s)",
            "  web:",
            "    state: running",
            "    pid: 4711",
            "    labels:",
            "      tier: front",
            "    mountPoints: /data, /logs",
            "  db:",
            "    labels: (none)",
            "    mountPoints: (none)",
            "  forged\\nline: \\u001b[2J");
  }

  @Test
  void checkModeSaysThatNothingWasDone() {
    assertThat(headline(Action.STOP_CONTAINER, true, true)).contains("would change (checked only)");
    assertThat(headline(Action.STOP_CONTAINER, false, true))
        .contains("nothing would change (checked only)");
  }

  @Test
  void aRepeatedCommandShowsItsFirstResultAndSaysSo() {
    Event.Finished first = Results.finished(Outcome.SUCCEEDED, Report.NOTHING, null);

    assertThat(ResultText.of(new Event.Duplicate(Results.header(), first)))
        .containsExactly(
            "This command was answered before, at 2026-11-22T21:00:01.250Z; nothing was done now. Its first result:",
            "web01 start_container container/nginx: succeeded, nothing to do (1.2 s)");
  }

  @Test
  void aMessageThatCouldNotBeReadIsToldByItsId() {
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
        new Event.Finished(
            bare,
            Outcome.REJECTED,
            null,
            false,
            0,
            null,
            Report.NOTHING,
            Failure.of(FailureKind.INVALID, "the message is not JSON"));

    assertThat(ResultText.of(rejected))
        .containsExactly("web01 c1: rejected", "  why: the message is not JSON");
  }

  @Test
  void nothingInAResultCanSteerTheTerminal() {
    String evil = "\u001b[2J\u009b31m\u202eabc\rdef\u0007\nforged: line";
    Report report =
        new Report(
            true,
            false,
            0,
            evil,
            evil,
            List.of(new Difference(evil, evil, evil, evil)),
            List.of(new StepReport(evil, evil, evil, StepReport.State.PLANNED, null, null)),
            List.of(evil));
    Failure failure = new Failure(FailureKind.ENGINE, evil, evil, evil, evil);

    List<String> lines = ResultText.of(Results.finished(Outcome.FAILED, report, failure));

    assertThat(lines)
        .allSatisfy(line -> assertThat(line).matches("[ -~]*"))
        .noneMatch(line -> line.startsWith("forged"));
  }

  @Test
  void ofALongOutputTheWholeIsToldBesideTheText() {
    Report report =
        new Report(
                true, false, 0, "a [… 9 bytes left out …] z", "e", List.of(), List.of(), List.of())
            .withTotals(
                new OutputTotals(
                    new OutputTotals.Total(11, "ab12", true),
                    new OutputTotals.Total(1, "cd34", false),
                    true));

    assertThat(ResultText.of(Results.finished(Outcome.SUCCEEDED, report, null)))
        .contains("  stdout: head and tail of 11 bytes, SHA-256 ab12", "  stderr:");
  }

  private static String headline(Action action, boolean yes, boolean checkMode) {
    Report report = new Report(yes, yes, null, null, null, List.of(), List.of(), List.of());
    Event.Finished finished =
        new Event.Finished(
            Results.header(action),
            Outcome.SUCCEEDED,
            null,
            checkMode,
            1,
            Results.STARTED,
            report,
            null);
    return ResultText.of(finished).getFirst();
  }
}
