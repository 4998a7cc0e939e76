package io.longshore.worker;

import io.longshore.command.Envelope;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.event.StepReport;
import io.longshore.plan.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells a command about the host as its terminal event.
///
/// @param handledAt when this attempt began
record ControlStory(Envelope envelope, Attempt attempt, Instant handledAt, InstantSource clock) {

  /// The one step of such a command, as done just now or, in check mode, as it would be done.
  StepReport step(String name, String target, String reason) {
    return envelope.checkMode()
        ? new StepReport(name, target, reason, StepReport.State.PLANNED, null, null)
        : new StepReport(
            name,
            target,
            reason,
            StepReport.State.CHANGED,
            handledAt,
            Duration.between(handledAt, clock.instant()));
  }

  /// It holds now.
  Event.Finished succeeded(
      boolean changed, List<StepReport> steps, Fact.Members facts, List<String> warnings) {
    Report report = new Report(changed, false, null, null, null, List.of(), steps, warnings);
    return finished(Outcome.SUCCEEDED, report.withFacts(facts), null);
  }

  /// It came to nothing.
  Event.Finished failed(Failure failure) {
    return finished(Outcome.FAILED, Report.NOTHING, failure);
  }

  /// It was called off itself.
  Event.Finished cancelled(Failure failure) {
    return finished(Outcome.CANCELLED, Report.NOTHING, failure);
  }

  /// It was called off itself when it had done its part.
  Event.Finished cancelledHalfway(Failure failure, StepReport done) {
    Report report = new Report(true, false, null, null, null, List.of(), List.of(done), List.of());
    return finished(Outcome.CANCELLED, report, failure);
  }

  private Event.Finished finished(Outcome outcome, Report report, @Nullable Failure failure) {
    Instant firstStarted = attempt.firstStarted();
    return new Event.Finished(
        Narrative.header(envelope, clock.instant()),
        outcome,
        envelope.digest(),
        envelope.checkMode(),
        firstStarted == null ? 1 : attempt.number(),
        firstStarted == null ? handledAt : firstStarted,
        report,
        failure);
  }
}
