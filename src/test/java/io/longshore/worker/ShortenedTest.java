package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Outcome;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortenedTest {
  private static final String LONG = "x".repeat(500_000);

  @Test
  void whatWasChangedAndHowItEndedStaysAndTheOutputIsCut() {
    OutputTotals.Total total = new OutputTotals.Total(500_000, "digest", false);
    Report report =
        new Report(
                true,
                false,
                3,
                LONG,
                LONG,
                List.of(new Difference("environment", LONG, LONG, "")),
                List.of(),
                List.of())
            .withTotals(new OutputTotals(total, total, true));

    Event.Finished shortened = shortened(finished(report));

    assertThat(shortened.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(shortened.report().changed()).isTrue();
    assertThat(shortened.report().rc()).isEqualTo(3);
    assertThat(shortened.report().stdout()).isEqualTo(LONG.substring(0, 4096));
    assertThat(shortened.report().totals())
        .extracting(totals -> totals.stderr().truncated())
        .isEqualTo(true);
    assertThat(shortened.report().differences()).isEmpty();
    assertThat(shortened.report().warnings()).singleElement().asString().contains("too large");
  }

  @Test
  void factsThatCannotBeToldAreAFailure() {
    Report report = Report.NOTHING.withFacts(new Fact.Builder().text("label", LONG).build());

    Event.Finished shortened = shortened(finished(report));

    assertThat(shortened.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(shortened.report().facts()).isNull();
    assertThat(shortened.failure()).isNotNull();
  }

  @Test
  void theFirstResultInAnAnswerToARepeatIsShortenedToo() {
    Event.Finished first =
        finished(new Report(true, false, 0, LONG, "", List.of(), List.of(), List.of()));

    Event shortened = Shortened.of(new Event.Duplicate(first.header(), first));

    assertThat(shortened).isEqualTo(new Event.Duplicate(first.header(), shortened(first)));
  }

  @Test
  void aFirstResultThatWasPublishedWithItsFactsKeepsItsOutcome() {
    Event.Finished first =
        finished(Report.NOTHING.withFacts(new Fact.Builder().text("label", LONG).build()));

    Event.Duplicate shortened =
        (Event.Duplicate) Shortened.of(new Event.Duplicate(first.header(), first));

    assertThat(shortened.first().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(shortened.first().report().facts()).isNull();
  }

  private static Event.Finished shortened(Event.Finished finished) {
    return (Event.Finished) Shortened.of(finished);
  }

  private static Event.Finished finished(Report report) {
    Event.Header header =
        new Event.Header(
            new CommandId("1"), StoryHost.NAME, Action.EXEC, null, null, null, Instant.EPOCH);
    return new Event.Finished(
        header, Outcome.SUCCEEDED, "digest", false, 1, Instant.EPOCH, report, null);
  }
}
