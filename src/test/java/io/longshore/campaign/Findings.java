package io.longshore.campaign;

import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the checker found.
///
/// @param messages how many messages were sent
/// @param commands how many commands they were, repeats counted once
/// @param results how many terminal events there are
/// @param recoveries how many commands took more than one attempt
/// @param failures how many commands failed, by kind; no violation by itself
/// @param violations every broken promise
record Findings(
    int messages,
    int commands,
    int results,
    int recoveries,
    Map<String, Integer> failures,
    List<Violation> violations) {
  private static final int MOST_TOLD = 40;

  /// Checks everything; a function of what was seen.
  static Findings of(Evidence evidence) {
    List<Event.Finished> finished =
        evidence.told().stream()
            .filter(Event.Finished.class::isInstance)
            .map(Event.Finished.class::cast)
            .toList();
    return new Findings(
        evidence.asked().size(),
        evidence.commands().size(),
        finished.size(),
        Math.toIntExact(finished.stream().filter(result -> result.attempts() > 1).count()),
        failures(finished),
        Stream.of(AnswerCheck.of(evidence), EffectCheck.of(evidence), HistoryCheck.of(evidence))
            .flatMap(List::stream)
            .toList());
  }

  private static Map<String, Integer> failures(List<Event.Finished> results) {
    Map<String, Integer> kinds = new TreeMap<>();
    results.stream()
        .filter(result -> result.outcome() == Outcome.FAILED && result.failure() != null)
        .forEach(result -> kinds.merge(result.failure().kind().wireName(), 1, Integer::sum));
    return kinds;
  }

  /// How many violations there are of each kind, those with none included.
  Map<Violation.Kind, Long> numbers() {
    Map<Violation.Kind, Long> numbers = new EnumMap<>(Violation.Kind.class);
    for (Violation.Kind kind : Violation.Kind.values()) {
      numbers.put(kind, violations.stream().filter(violation -> violation.kind() == kind).count());
    }
    return numbers;
  }

  /// For a person, in some lines.
  String report() {
    String counts =
        numbers().entrySet().stream()
            .map(number ->
                "%-15s %6d"
                    .formatted(
                        number.getKey().name().toLowerCase(java.util.Locale.ROOT),
                        number.getValue()))
            .collect(Collectors.joining("\n  "));
    String details =
        violations.stream()
            .limit(MOST_TOLD)
            .map(violation -> "\n  ! " + violation.kind() + ": " + violation.what())
            .collect(Collectors.joining());
    return """
    messages        %6d
    commands        %6d
    results         %6d
    recoveries      %6d  (more than one attempt)
    failures        %s
    %s%s\
    """
        .formatted(messages, commands, results, recoveries, failures, counts, details);
  }
}
