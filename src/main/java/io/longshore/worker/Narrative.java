package io.longshore.worker;

import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.Envelope;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.event.Rollback;
import io.longshore.event.StepReport;
import io.longshore.plan.Attempt;
import io.longshore.plan.Findings;
import io.longshore.plan.Plan;
import io.longshore.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers what happens to one command, and tells it as the terminal event. Used by one thread.
final class Narrative {
  private static final Set<FailureKind> WITHOUT_ANSWER =
      EnumSet.of(
          FailureKind.TIMED_OUT,
          FailureKind.CANCELLED,
          FailureKind.INTERRUPTED,
          FailureKind.ENGINE_UNAVAILABLE,
          FailureKind.SUPERVISOR_UNAVAILABLE);

  private final Envelope envelope;
  private final Attempt attempt;
  private final Instant handledAt;
  private final List<StepReport> steps = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private Findings findings = Findings.NONE;
  private List<Step> afterResult = List.of();
  private StepOutcome.@Nullable Run run;
  private Fact.@Nullable Members facts;
  private @Nullable Failure failure;
  private @Nullable RuntimeException unexpected;
  private @Nullable Instant begunAt;
  private boolean wouldChange;
  private boolean resumed;
  private @Nullable String imageBefore;
  private Beginning beginning;
  private @Nullable Rollback rollback;
  private final Downtime downtime = new Downtime();

  Narrative(Envelope envelope, Attempt attempt, Instant handledAt) {
    this.envelope = envelope;
    this.attempt = attempt;
    this.handledAt = handledAt;
    this.beginning = attempt.beginning();
  }

  Envelope envelope() {
    return envelope;
  }

  Event.Header header(Instant at) {
    return header(envelope, at);
  }

  static Event.Header header(Envelope envelope, Instant at) {
    return new Event.Header(
        envelope.id(),
        envelope.host(),
        envelope.command().action(),
        envelope.command().resource(),
        envelope.issuer(),
        envelope.correlationId(),
        at);
  }

  /// Goes on, or begins: a round that failed may have had an effect that the next one finds.
  void beginRound() {
    resumed |= begun() && failure != null;
    failure = null;
  }

  /// Why it failed so far; null: it did not.
  @Nullable Failure failure() {
    return failure;
  }

  /// Whether effects may have been made by this try.
  boolean begun() {
    return begunAt != null;
  }

  /// Whether it was said already by this try that it begins so.
  boolean hasBegun(Beginning how) {
    return begun() && (how.onlyWaits() || !beginning.onlyWaits());
  }

  /// Notes that effects follow.
  ///
  /// @param image as [Plan.Proceed#imageBefore]
  void begin(Instant at, @Nullable String image, Beginning how) {
    begunAt = begunAt == null ? at : begunAt;
    imageBefore = image;
    beginning = how;
  }

  /// The try as its next round has to see it: what this one has begun is not to be repeated either.
  Attempt attempt() {
    return attempt.firstStarted() != null || begunAt == null
        ? attempt
        : new Attempt(attempt.commandId(), attempt.number(), begunAt, imageBefore, beginning);
  }

  void found(Plan.Proceed plan) {
    findings = plan.findings();
    rollback = null;
    warnings.addAll(plan.findings().warnings());
    afterResult = plan.afterResult();
    if (envelope.checkMode()) {
      plan.steps().stream().map(StepNames::planned).forEach(steps::add);
      wouldChange = plan.changes();
    }
  }

  void tell(Plan.Tell plan) {
    facts = plan.facts();
    warnings.addAll(plan.warnings());
  }

  void did(PlanExecutor.Execution execution) {
    for (PlanExecutor.Performed performed : execution.performed()) {
      steps.add(performed.report());
      downtime.note(performed);
    }
    rollback = execution.rollback();
    warnings.addAll(execution.warnings());
    run = execution.run() == null ? run : execution.run();
    failure = execution.failure();
    if (run != null && run.exitCode() != 0 && failure == null) {
      failure = BadExit.failure(envelope.command(), run.exitCode());
    }
  }

  void fail(Failure reason) {
    failure = reason;
  }

  /// A fault of ours fails the command that met it, and no other.
  void failUnexpectedly(RuntimeException fault) {
    unexpected = fault;
    fail(
        Failure.of(
            FailureKind.INTERNAL,
            "Longshore itself failed: " + fault,
            "Report it with the worker's log of this time."));
  }

  Optional<RuntimeException> unexpected() {
    return Optional.ofNullable(unexpected);
  }

  void failEndless() {
    fail(
        Failure.of(
            FailureKind.ENGINE,
            "The image is missing again each time after it was pulled",
            "Look who removes images on this host."));
  }

  boolean failedFor(FailureKind kind) {
    return failure != null && failure.kind() == kind;
  }

  /// What may be removed once the result is durable; nothing unless a process was run to its end.
  List<Step> afterResult() {
    return run == null || envelope.checkMode() ? List.of() : afterResult;
  }

  /// The container that [#afterResult] removes; null: none.
  @Nullable ContainerName leaves() {
    return !afterResult().isEmpty() && envelope.command() instanceof Command.OnContainer command
        ? command.name()
        : null;
  }

  /// The terminal event.
  Event.Finished finished(Instant at) {
    Instant startedAt = attempt.firstStarted() == null ? handledAt : attempt.firstStarted();
    return new Event.Finished(
        header(at),
        outcome(),
        envelope.digest(),
        envelope.checkMode(),
        attempts(),
        startedAt,
        report(),
        failure);
  }

  /// What only looked and tells what it found is an attempt, too; what expires or is called off
  /// before its first effect was never begun.
  private int attempts() {
    if (begun() || attempt.firstStarted() != null) {
      return attempt.number();
    }
    return switch (outcome()) {
      case EXPIRED, CANCELLED -> 0;
      case SUCCEEDED, FAILED, REJECTED, DENIED, SUPERSEDED -> 1;
    };
  }

  private Outcome outcome() {
    if (failure == null) {
      return Outcome.SUCCEEDED;
    }
    return switch (failure.kind()) {
      case CANCELLED -> Outcome.CANCELLED;
      case EXPIRED -> Outcome.EXPIRED;
      default -> Outcome.FAILED;
    };
  }

  private Report report() {
    return new Report(
            changed(),
            findings.answer(),
            run == null ? null : run.exitCode(),
            run == null ? null : run.output().stdout(),
            run == null ? null : run.output().stderr(),
            findings.differences(),
            steps,
            List.copyOf(warnings))
        .withCertainty(changedSurely() || !isInDoubt())
        .withTotals(run == null ? null : run.output().totals())
        .withInterruption(downtime.measured(), rollback)
        .withFacts(facts);
  }

  private boolean changed() {
    return changedSurely() || mayHaveRun();
  }

  /// A command is begun only when something has to change: one that was begun by an earlier attempt
  /// and now succeeds has changed something, whichever attempt did it. Only of a pull of what is
  /// local this is not known before, and then told by the image that was there.
  private boolean changedSurely() {
    boolean earlierAttempt =
        wasBegunBefore() && attempt().imageBefore() == null && (failure == null || run != null);
    return findings.changed()
        || earlierAttempt
        || wouldChange
        || steps.stream().anyMatch(step -> step.state() == StepReport.State.CHANGED);
  }

  /// By an attempt before, or a round of this one, that may have changed something.
  private boolean wasBegunBefore() {
    return (attempt.firstStarted() != null || resumed) && !onlyWaited();
  }

  /// What is waited for is ended when the command is called off.
  private boolean onlyWaited() {
    return beginning.onlyWaits() && !failedFor(FailureKind.CANCELLED);
  }

  /// A step without an answer may have had its effect, and so may those of an earlier attempt.
  private boolean isInDoubt() {
    return failure != null
        && (wasBegunBefore()
            || mayHaveRun()
            || (tried() && WITHOUT_ANSWER.contains(failure.kind())));
  }

  private boolean tried() {
    return steps.stream().anyMatch(step -> step.state() == StepReport.State.FAILED);
  }

  /// A program that was begun and whose end was not seen may have changed anything.
  private boolean mayHaveRun() {
    boolean leftAlone = failedFor(FailureKind.TIMED_OUT) || failedFor(FailureKind.CANCELLED);
    return envelope.command() instanceof Command.Exec
        && (failedFor(FailureKind.INTERRUPTED) || (tried() && leftAlone));
  }
}
