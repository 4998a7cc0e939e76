package io.longshore.campaign;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One terminal result for every command; one answer for every message that repeats an id.
final class AnswerCheck {
  private final Evidence evidence;
  private final List<Violation> violations = new ArrayList<>();

  private AnswerCheck(Evidence evidence) {
    this.evidence = evidence;
  }

  static List<Violation> of(Evidence evidence) {
    AnswerCheck check = new AnswerCheck(evidence);
    check.count();
    check.outcomes();
    check.callingOff();
    return check.violations;
  }

  private void count() {
    Map<String, Integer> expected = new HashMap<>();
    Map<String, Asked> commands = evidence.commands();
    for (Asked message : evidence.asked()) {
      Asked first = commands.getOrDefault(message.id(), message);
      expected.merge(kind(first, message) + " " + message.id(), 1, Integer::sum);
    }
    Map<String, Integer> found = new HashMap<>();
    evidence.told().stream()
        .filter(AnswerCheck::answers)
        .forEach(event ->
            found.merge(
                event.getClass().getSimpleName() + " " + event.header().commandId(),
                1,
                Integer::sum));
    expected.forEach((answer, number) -> compare(answer, number, found.getOrDefault(answer, 0)));
    found.forEach((answer, number) -> {
      if (!expected.containsKey(answer)) {
        compare(answer, 0, number);
      }
    });
  }

  private static String kind(Asked first, Asked message) {
    if (first.offset() == message.offset()) {
      return "Finished";
    }
    return first.payload().equals(message.payload()) ? "Duplicate" : "Conflict";
  }

  private void compare(String answer, int expected, int found) {
    if (found < expected) {
      violations.add(
          new Violation(Violation.Kind.MISSING, answer + ": " + found + " of " + expected));
    } else if (found > expected) {
      violations.add(
          new Violation(Violation.Kind.DOUBLED, answer + ": " + found + " for " + expected));
    }
  }

  private static boolean answers(Event event) {
    return switch (event) {
      case Event.Finished _, Event.Duplicate _, Event.Conflict _ -> true;
      case Event.Accepted _, Event.Started _, Event.Progress _, Event.Output _ -> false;
    };
  }

  private void outcomes() {
    Map<String, Asked> commands = evidence.commands();
    evidence
        .results()
        .forEach((id, result) -> {
          Asked asked = commands.get(id);
          if (asked != null && !fits(asked, result.outcome())) {
            violations.add(
                new Violation(Violation.Kind.WRONG_ANSWER, id + ": " + result.outcome()));
          }
        });
  }

  /// What is called off names the command that did so, and that one says so, too.
  private void callingOff() {
    Map<String, Asked> commands = evidence.commands();
    Map<String, Event.Finished> results = evidence.results();
    results.forEach((id, result) -> {
      if (result.outcome() == Outcome.CANCELLED) {
        String by = calledOffBy(result);
        Asked caller = commands.get(by);
        if (caller == null || !caller.target().equals(id) || !changed(results.get(by))) {
          violations.add(
              new Violation(Violation.Kind.WRONG_ANSWER, id + ": cancelled by '" + by + "'"));
        }
      }
    });
  }

  private static String calledOffBy(Event.Finished result) {
    Failure failure = result.failure();
    return failure == null || failure.by() == null ? "" : failure.by().text();
  }

  private static boolean changed(Event.@Nullable Finished result) {
    return result != null && result.report().changed();
  }

  private static boolean fits(Asked asked, Outcome outcome) {
    if (asked.isBad()) {
      return outcome == Outcome.REJECTED;
    }
    return switch (outcome) {
      case REJECTED -> false;
      case EXPIRED -> asked.isLate() || asked.isBrief();
      case SUCCEEDED, FAILED, CANCELLED, DENIED, SUPERSEDED -> !asked.isLate();
    };
  }
}
