package io.longshore.rollout;

import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.event.Rollback;
import io.longshore.rollout.Answer.Trouble;
import io.longshore.rollout.Gate.Expectation;
import java.time.Duration;
import java.util.Optional;

/// What a host's events say to a rollout.
public final class Answers {
  /// A host may say more than a message of the rollout can hold, which then could not go on.
  private static final int LONGEST = 1000;

  private Answers() {}

  /// What the event says to a command from which no more than success is expected; empty when it
  /// ends nothing.
  public static Optional<Answer> of(Event event) {
    return of(event, Expectation.SUCCESS);
  }

  /// The same for a command that is to prove something.
  public static Optional<Answer> of(Event event, Expectation expectation) {
    return switch (event) {
      case Event.Accepted _, Event.Started _, Event.Progress _, Event.Output _ -> Optional.empty();
      case Event.Finished finished -> Optional.of(of(finished, expectation));
      case Event.Duplicate duplicate -> Optional.of(of(duplicate.first(), expectation));
      case Event.Conflict conflict ->
          Optional.of(Answer.Bad.of(Trouble.CONFLICT, cut(conflict.failure().message())));
    };
  }

  private static Answer of(Event.Finished finished, Expectation expectation) {
    Report report = finished.report();
    Duration downtime = report.downtime() == null ? Duration.ZERO : report.downtime();
    if (finished.outcome() != Outcome.SUCCEEDED) {
      return new Answer.Bad(
          trouble(finished.outcome()),
          report.changed(),
          !report.changedKnown(),
          downtime,
          words(finished));
    }
    return switch (expectation) {
      case SUCCESS -> new Answer.Good(report.changed(), !report.changedKnown(), downtime, null);
      case RUNNING -> running(report, false);
      case HEALTHY -> running(report, true);
    };
  }

  /// Why, what to do about it, and what became of the container that was to be replaced.
  private static String words(Event.Finished finished) {
    Failure failure = finished.failure();
    Rollback rollback = finished.report().rollback();
    String why = failure == null ? finished.outcome().wireName() : failure.message();
    String hint = failure == null ? null : failure.hint();
    return cut(why)
        + (hint == null ? "" : "; hint: " + cut(hint))
        + (rollback == null ? "" : "; " + takenBack(rollback));
  }

  private static String takenBack(Rollback rollback) {
    return (rollback.restored() ? "taken back: " : "NOT taken back: ") + cut(rollback.message());
  }

  private static Trouble trouble(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED, FAILED -> Trouble.FAILED;
      case REJECTED -> Trouble.REJECTED;
      case DENIED -> Trouble.DENIED;
      case EXPIRED -> Trouble.EXPIRED;
      case CANCELLED -> Trouble.CANCELLED;
      case SUPERSEDED -> Trouble.SUPERSEDED;
    };
  }

  /// The facts of `get_containers` about one container.
  private static Answer running(Report report, boolean healthy) {
    Optional<Fact.Members> container =
        report.facts() == null
            ? Optional.empty()
            : report.facts().members().values().stream()
                .filter(Fact.Members.class::isInstance)
                .map(Fact.Members.class::cast)
                .findFirst();
    String state = container.map(facts -> text(facts, "state")).orElse("absent");
    String health = container.map(facts -> text(facts, "health")).orElse("");
    if (!state.equals("running")) {
      return Answer.Bad.of(Trouble.NOT_PROVEN, "the container is " + state);
    }
    if (healthy && !health.equals("healthy")) {
      String said = health.isEmpty() ? "without a health check" : health;
      return Answer.Bad.of(Trouble.NOT_PROVEN, "the container is " + said);
    }
    String mark = container.map(facts -> text(facts, "startedAt")).orElse("");
    return new Answer.Good(false, false, Duration.ZERO, mark);
  }

  private static String text(Fact.Members facts, String name) {
    return facts.members().get(name) instanceof Fact.Text(String text) ? cut(text) : "";
  }

  /// The text, or the beginning of a longer one.
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
