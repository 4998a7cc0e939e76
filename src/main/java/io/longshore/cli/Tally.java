package io.longshore.cli;

import io.longshore.client.Outgoing;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts answers to many commands, and says what they came to. Silence is counted apart: who says
/// nothing is not well.
final class Tally {
  private static final int MOST_NAMED = 5;

  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int commands;
  private int changed;
  private int conflicts;

  Tally(int commands) {
    this.commands = commands;
  }

  void add(Event.Finished finished) {
    outcomes.merge(finished.outcome(), 1, Integer::sum);
    changed += finished.report().changed() ? 1 : 0;
  }

  void addConflict() {
    conflicts++;
  }

  /// Counts so many commands no longer: they were not sent.
  void leaveOut(int unsent) {
    commands -= unsent;
  }

  /// @param owed the commands without an answer
  String soFar(Collection<Outgoing> owed) {
    List<HostName> silent = owed.stream().map(Outgoing::host).distinct().toList();
    String names =
        silent.stream().limit(MOST_NAMED).map(HostName::text).collect(Collectors.joining(", "));
    String more =
        silent.size() > MOST_NAMED ? " and " + (silent.size() - MOST_NAMED) + " more" : "";
    return "%d of %d answered; waiting for %s%s".formatted(answered(), commands, names, more);
  }

  String atLast() {
    String each =
        outcomes.entrySet().stream()
            .map(outcome -> outcome.getValue() + " " + told(outcome.getKey()))
            .collect(Collectors.joining(", "));
    String conflicting = conflicts == 0 ? "" : ", " + conflicts + " in conflict";
    int unanswered = commands - answered();
    return "%d commands: %s%s%s"
        .formatted(
            commands,
            each.isEmpty() ? "none ended" : each,
            conflicting,
            unanswered == 0 ? "" : ", " + unanswered + " WITHOUT AN ANSWER");
  }

  private String told(Outcome outcome) {
    return outcome == Outcome.SUCCEEDED
        ? "succeeded (" + changed + " changed)"
        : outcome.wireName();
  }

  private int answered() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum() + conflicts;
  }
}
