package io.longshore.worker;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.OutputTotals;
import io.longshore.event.Report;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers that the result topic takes in any case, made of ones that were too large for it: an
/// answer that cannot be published would be tried again with each start, for ever.
final class Shortened {
  private static final int LONGEST_TEXT = 4096;
  private static final String WHY = "It was too large for the result topic as a whole";
  private static final String HINT =
      "Raise max.message.bytes of the result topic to 8 MiB, as longshore topics makes it, or ask for less at once.";

  private Shortened() {}

  /// The same in short: what was changed, how it ended, and the beginnings of what was written.
  static Event of(Event event) {
    return switch (event) {
      case Event.Finished finished -> of(finished);
      case Event.Duplicate(var header, Event.Finished first) ->
          new Event.Duplicate(header, with(first, first.outcome(), first.failure()));
      case Event.Accepted _, Event.Started _, Event.Progress _, Event.Output _, Event.Conflict _ ->
          event;
    };
  }

  /// Facts that were asked for and are not told are no success. A first answer that is repeated
  /// stays what it was.
  private static Event.Finished of(Event.Finished finished) {
    return finished.report().facts() != null && finished.failure() == null
        ? with(finished, Outcome.FAILED, Failure.of(FailureKind.INTERNAL, WHY, HINT))
        : with(finished, finished.outcome(), finished.failure());
  }

  private static Event.Finished with(
      Event.Finished finished, Outcome outcome, @Nullable Failure failure) {
    return new Event.Finished(
        finished.header(),
        outcome,
        finished.digest(),
        finished.checkMode(),
        finished.attempts(),
        finished.startedAt(),
        of(finished.report()),
        failure == null ? null : of(failure));
  }

  private static Report of(Report report) {
    return new Report(
        report.changed(),
        report.changedKnown(),
        report.result(),
        report.rc(),
        cut(report.stdout()),
        cut(report.stderr()),
        truncated(report),
        List.of(),
        List.of(),
        List.of(WHY + ": differences, steps and most of the output are left out. " + HINT),
        report.downtime(),
        report.rollback(),
        null);
  }

  private static @Nullable OutputTotals truncated(Report report) {
    OutputTotals totals = report.totals();
    return totals == null
        ? null
        : new OutputTotals(
            truncated(totals.stdout(), report.stdout()),
            truncated(totals.stderr(), report.stderr()),
            totals.complete());
  }

  private static OutputTotals.Total truncated(OutputTotals.Total total, @Nullable String text) {
    return new OutputTotals.Total(
        total.bytes(), total.sha256(), total.truncated() || !Objects.equals(cut(text), text));
  }

  private static Failure of(Failure failure) {
    return new Failure(
        failure.kind(),
        failure.message(),
        failure.hint(),
        cut(failure.detail()),
        failure.pointer(),
        failure.by());
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
