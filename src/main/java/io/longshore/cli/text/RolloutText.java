package io.longshore.cli.text;

import io.longshore.command.HostName;
import io.longshore.rollout.Answer;
import io.longshore.rollout.Before;
import io.longshore.rollout.HostState;
import io.longshore.rollout.Phase;
import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutEvent.Verdict;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Stage;
import io.longshore.rollout.Task;
import io.longshore.rollout.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A rollout for people.
public final class RolloutText {
  /// Of a rollout whose last event is older it is worth asking whether anybody leads it.
  private static final Duration QUIET = Duration.ofMinutes(2);

  private RolloutText() {}

  /// The line about an event; empty for those that say nothing new to a reader.
  public static Optional<String> line(RolloutEvent event, RolloutState after) {
    return words(event, after)
        .map(words -> TerminalText.line(event.at().truncatedTo(ChronoUnit.MILLIS) + " " + words));
  }

  /// The line about what would bring a host back.
  public static String line(Before before) {
    return TerminalText.line(
        switch (before) {
          case Before.Known(HostName host, _, List<String> words) when words.isEmpty() ->
              host + " has nothing that would have to be brought back";
          case Before.Known(HostName host, _, List<String> words) ->
              host + " can be brought back: " + String.join("; ", words);
          case Before.Unknown(HostName host, String words) ->
              host + " CANNOT be brought back: " + words;
        });
  }

  /// What ends a line about a plan in which several hosts are changed before any has shown that the
  /// change is good; empty for others.
  public static String withoutCanary(RolloutPlan plan) {
    int first = Math.min(plan.parallel(), plan.targets().size());
    return plan.batchSizes().size() > 1 || first == 1
        ? ""
        : "; no canary: up to " + first + " hosts are changed at once";
  }

  private static Optional<String> words(RolloutEvent event, RolloutState after) {
    return switch (event) {
      case RolloutEvent.Planned planned ->
          Optional.of(
              "planned by %s: %d hosts in batches of %s%s"
                  .formatted(
                      planned.by(),
                      hosts(after),
                      after.plan().batchSizes(),
                      withoutCanary(after.plan())));
      case RolloutEvent.Led led -> Optional.of("led by " + led.leader());
      case RolloutEvent.BatchBegun begun ->
          Optional.of(
              "batch %d of %d: %d hosts"
                  .formatted(
                      begun.number(),
                      after.plan().batchSizes().size(),
                      after.fleet().batch(begun.number()).count()));
      case RolloutEvent.Surveyed _, RolloutEvent.Sent _ -> Optional.empty();
      case RolloutEvent.Answered answered -> answered(answered, after);
      case RolloutEvent.Held held ->
          Optional.of(
              held.until() == null
                  ? "rests until it is resumed: longshore rollout resume " + after.plan().id()
                  : "rests until " + held.until());
      case RolloutEvent.Released _ -> Optional.of("goes on");
      case RolloutEvent.Asked asked ->
          Optional.of(word(asked.request()) + " asked for by " + asked.by());
      case RolloutEvent.Stopped stopped -> Optional.of("STOPPED: " + stopped.words());
      case RolloutEvent.RevertBegun _ -> Optional.of("what was changed is brought back");
      case RolloutEvent.Ended ended -> Optional.of("ended: " + word(ended.verdict()));
    };
  }

  private static Optional<String> answered(RolloutEvent.Answered answered, RolloutState after) {
    Optional<HostState> host = after.fleet().host(answered.host());
    return switch (answered.answer()) {
      case Answer.Bad bad when host.isPresent() && host.get().stage() instanceof Stage.Over ->
          Optional.of(
              "%s %s: %s (%s)"
                  .formatted(
                      answered.host(),
                      place(answered.task()),
                      bad.trouble().wireName().toUpperCase(Locale.ROOT),
                      bad.words()));
      case Answer.Bad _ -> Optional.empty();
      case Answer.Good _ -> host.filter(RolloutText::isOver).map(RolloutText::line);
    };
  }

  private static boolean isOver(HostState host) {
    return host.stage() instanceof Stage.Over;
  }

  private static String place(Task task) {
    return switch (task.phase()) {
      case WORK -> "command " + (task.step() + 1);
      case PROOF -> "proof";
      case REVERT -> "revert command " + (task.step() + 1);
    };
  }

  /// Where it stands, in a few words, and what it waits for, unless that is its own work or rest.
  public static String phase(RolloutState state, Instant now) {
    if (state.phase() instanceof Phase.Held held && held.until() == null) {
      return phase(state) + "; until: longshore rollout resume " + state.plan().id();
    }
    return phase(state) + (waitsForWindow(state, now) ? "; waits for its window" : "");
  }

  /// Whether a host or a batch would be begun now, or as soon as there is room, if a window were
  /// open.
  private static boolean waitsForWindow(RolloutState state, Instant now) {
    if (!(state.phase() instanceof Phase.Rolling rolling)
        || Window.isOpen(state.plan().windows(), now)) {
      return false;
    }
    boolean over = state.fleet().batch(rolling.batch()).allMatch(RolloutText::isOver);
    return state
        .fleet()
        .hosts()
        .filter(host -> over || host.batch() == rolling.batch())
        .anyMatch(host -> host.stage() instanceof Stage.Waiting);
  }

  private static String phase(RolloutState state) {
    return switch (state.phase()) {
      case Phase.Rolling(int batch, _) when batch == 0 -> "not begun";
      case Phase.Rolling(int batch, _) ->
          "batch " + batch + " of " + state.plan().batchSizes().size();
      case Phase.Held(int batch, _, boolean asked) ->
          (asked ? "paused in batch " : "rests after batch ") + batch;
      case Phase.Stopping(RolloutEvent.Cause cause, _) -> "stopping: " + word(cause);
      case Phase.Reverting _ -> "reverting";
      case Phase.Ended(Verdict verdict) -> "ended: " + word(verdict);
    };
  }

  /// Everything about it: each host with what became of it, the sums, and what to do next. Failures
  /// come last of the hosts, so that those of many hosts do not scroll them away.
  public static List<String> report(RolloutState state, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("rollout " + state.plan().id() + ": " + phase(state, now));
    lines.add("  " + lead(state, now));
    if (!state.words().isEmpty()) {
      lines.add("  why: " + state.words());
    }
    state
        .fleet()
        .hosts()
        .sorted(Comparator.comparing(HostState::hasFailed))
        .forEach(host -> lines.add("  " + line(host)));
    lines.add(summary(state));
    lines.addAll(next(state, now));
    return lines.stream().map(TerminalText::line).toList();
  }

  /// Who leads it, or led it last, and how long ago the last event was. It has to be made safe to
  /// print.
  public static String lead(RolloutState state, Instant now) {
    Duration quiet = Duration.between(state.lastAt(), now);
    String who = state.leader().isEmpty() ? "led by nobody yet" : "led by " + state.leader();
    String again =
        state.isEnded() || quiet.compareTo(QUIET) <= 0
            ? ""
            : "; if nobody leads it any more: longshore rollout run --id " + state.plan().id();
    return "%s; last event %s ago%s".formatted(who, DurationWords.inSeconds(quiet), again);
  }

  /// What to do about one that has ended otherwise than it was to.
  private static List<String> next(RolloutState state, Instant now) {
    if (!(state.phase() instanceof Phase.Ended(Verdict verdict)) || verdict == Verdict.SUCCEEDED) {
      return List.of();
    }
    RolloutId id = state.plan().id();
    long hours = Math.max(0, Duration.between(state.plannedAt(), now).toHours()) + 1;
    List<String> lines = new ArrayList<>();
    lines.add("details: longshore audit --correlation-id %s --since %dh".formatted(id, hours));
    if (state.plan().reversal().isPossible()
        && state.fleet().hosts().anyMatch(HostState::mayHaveChanged)) {
      lines.add("bring back: longshore rollout revert " + id);
    }
    lines.add("try again: under another name (rollout: in the plan), longshore rollout run FILE");
    return lines;
  }

  /// How many hosts came to what.
  public static String summary(RolloutState state) {
    Map<Stage.Ending, Integer> endings = new EnumMap<>(Stage.Ending.class);
    state
        .fleet()
        .hosts()
        .forEach(host -> {
          if (host.stage() instanceof Stage.Over(Stage.Ending ending)) {
            endings.merge(ending, 1, Integer::sum);
          }
        });
    int ended = endings.values().stream().mapToInt(Integer::intValue).sum();
    String counts =
        endings.entrySet().stream()
            .map(each -> each.getValue() + " " + word(each.getKey()))
            .collect(Collectors.joining(", "));
    long open = hosts(state) - ended;
    return hosts(state)
        + " hosts: "
        + (counts.isEmpty() ? "none ended" : counts)
        + (open == 0 ? "" : ", " + open + " to come");
  }

  /// The line about a host.
  static String line(HostState host) {
    return line(host, "");
  }

  /// The same with more about where it stands.
  static String line(HostState host, String more) {
    String changed = host.changed() ? ", changed" : "";
    String uncertain = host.uncertain() ? ", perhaps changed" : "";
    Duration downtime = host.downtime();
    String down = downtime.isZero() ? "" : ", down " + DurationWords.of(downtime);
    return host.host() + " " + stage(host) + changed + uncertain + down + more + why(host);
  }

  /// Of a host that is still to prove that it is well, what its last probe said against it.
  private static String why(HostState host) {
    if (host.stage() instanceof Stage.Busy busy && busy.doubt() != null) {
      return "; last: " + busy.doubt();
    }
    Answer.Bad trouble = host.trouble();
    Task task = host.failedTask();
    return trouble == null || task == null
        ? ""
        : ": %s: %s, %s".formatted(place(task), trouble.trouble().wireName(), trouble.words());
  }

  private static String stage(HostState host) {
    return switch (host.stage()) {
      case Stage.Waiting _ -> "waits (batch " + host.batch() + ")";
      case Stage.ToRevert _ -> "is to be brought back";
      case Stage.Busy busy -> "at " + place(busy.task());
      case Stage.Over(Stage.Ending ending) -> word(ending);
    };
  }

  private static long hosts(RolloutState state) {
    return state.plan().targets().size();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
