package io.longshore.campaign;

import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every task and every program has run once when it is said to have succeeded, at most once
/// whatever is said, and in the order in which it was asked for.
final class EffectCheck {
  private static final Set<Outcome> OF_NO_ORDER =
      Set.of(Outcome.REJECTED, Outcome.SUPERSEDED, Outcome.EXPIRED, Outcome.CANCELLED);

  private final Evidence evidence;
  private final Map<String, Asked> commands;
  private final List<Violation> violations = new ArrayList<>();

  private EffectCheck(Evidence evidence) {
    this.evidence = evidence;
    this.commands = evidence.commands();
  }

  static List<Violation> of(Evidence evidence) {
    EffectCheck check = new EffectCheck(evidence);
    check.count();
    check.resultsInOrder();
    check.programsInOrder();
    return check.violations;
  }

  private void count() {
    Map<String, Integer> lines = new HashMap<>();
    evidence.effects().stream()
        .filter(effect -> !effect.kind().equals("start"))
        .forEach(effect -> lines.merge(effect.id(), 1, Integer::sum));
    Map<String, Event.Finished> results = evidence.results();
    lines.forEach((id, number) -> {
      if (number > most(commands.get(id), results.get(id))) {
        violations.add(
            new Violation(
                Violation.Kind.EFFECT_DOUBLED, id + " ran " + number + " times: " + told(id)));
      }
    });
    commands.values().stream()
        .filter(Asked::writesALine)
        .filter(asked -> succeeded(results.get(asked.id())) && !lines.containsKey(asked.id()))
        .forEach(asked ->
            violations.add(
                new Violation(Violation.Kind.EFFECT_MISSING, asked.id() + " never ran")));
  }

  private static int most(@Nullable Asked asked, Event.@Nullable Finished result) {
    boolean mayRun = asked != null && asked.writesALine();
    return mayRun && (result == null || mayHaveTouched(result)) ? 1 : 0;
  }

  /// Whether the command may have changed something, by its result.
  static boolean mayHaveTouched(Event.Finished result) {
    return switch (result.outcome()) {
      case SUCCEEDED, FAILED -> true;
      case CANCELLED -> result.attempts() > 0;
      case REJECTED, DENIED, EXPIRED, SUPERSEDED -> false;
    };
  }

  private String told(String id) {
    Event.Finished result = evidence.results().get(id);
    return result == null ? "no result" : result.outcome() + ", attempts " + result.attempts();
  }

  static boolean succeeded(Event.@Nullable Finished result) {
    return result != null && result.outcome() == Outcome.SUCCEEDED;
  }

  /// Those that were refused unread have no resource whose order they could keep; those that were
  /// overtaken or called off, and those whose time passed while they waited, are answered when that
  /// is so. A command that calls another off waits for that one alone.
  private void resultsInOrder() {
    Map<String, Asked> last = new HashMap<>();
    evidence
        .results()
        .forEach((id, result) -> {
          Asked asked = commands.get(id);
          if (asked != null && !asked.isControl() && !OF_NO_ORDER.contains(result.outcome())) {
            compare(last.put(asked.key(), asked), asked, "answered");
          }
        });
  }

  private void programsInOrder() {
    Map<String, Asked> last = new HashMap<>();
    for (Evidence.Effect effect : evidence.effects()) {
      Asked asked = commands.get(effect.id());
      if (asked != null && asked.writesALine() && !mayGoOn(asked)) {
        compare(last.put(asked.key(), asked), asked, "ran");
      }
    }
  }

  /// Nothing ends a program in a container: the result of its cancelled command says so, and the
  /// next command of the container does not wait for it.
  private boolean mayGoOn(Asked asked) {
    Event.Finished result = evidence.results().get(asked.id());
    return asked.action().equals("exec") && result != null && result.outcome() == Outcome.CANCELLED;
  }

  private void compare(@Nullable Asked before, Asked asked, String what) {
    if (before != null && before.offset() > asked.offset()) {
      violations.add(
          new Violation(
              Violation.Kind.OUT_OF_ORDER,
              asked.id() + " " + what + " after " + before.id() + " (" + asked.key() + ")"));
    }
  }
}
