package io.longshore.cli.text;

import io.longshore.rollout.HostState;
import io.longshore.rollout.Phase;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A rollout that goes on, as it is shown in a terminal: where it stands, its batches, and hosts,
/// those that failed first.
public final class RolloutScreen {
  private static final int BAR = 30;
  private static final int MOST_BATCHES = 6;

  private final RolloutState state;
  private final Instant now;

  private RolloutScreen(RolloutState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  /// The lines, each safe to print.
  ///
  /// @param columns how wide a line may be, at least 20
  /// @param rows how many lines there may be, at least 5
  public static List<String> lines(
      RolloutState state, RolloutPace pace, Instant now, int columns, int rows) {
    RolloutScreen screen = new RolloutScreen(state, now);
    List<String> lines = new ArrayList<>();
    lines.add(
        "rollout %s: %s%s%s"
            .formatted(
                state.plan().id(),
                RolloutText.phase(state, now),
                screen.rest(),
                screen.time(pace)));
    lines.add(screen.bar());
    if (!state.words().isEmpty()) {
      lines.add("why: " + state.words());
    }
    lines.addAll(screen.batches());
    lines.addAll(screen.hosts(rows - lines.size()));
    return lines.stream().limit(rows).map(line -> TerminalText.shortened(line, columns)).toList();
  }

  private String rest() {
    return state.phase() instanceof Phase.Held held && held.until() != null
        ? ", goes on in " + told(Duration.between(now, held.until()))
        : "";
  }

  private String bar() {
    int all = state.plan().targets().size();
    int over = count(state.fleet().hosts(), RolloutScreen::isOver);
    int full = (int) ((long) BAR * over / all);
    return "[%s%s] %s"
        .formatted(
            "#".repeat(full), ".".repeat(BAR - full), counted(state.fleet().hosts().toList()));
  }

  private String time(RolloutPace pace) {
    String elapsed =
        state.begunAt() == null ? "" : "; " + told(Duration.between(state.begunAt(), now));
    return elapsed
        + pace.left(state, now).map(left -> ", about " + told(left) + " left").orElse("");
  }

  /// Those that are not over, the first ones.
  private List<String> batches() {
    int batches = state.plan().batchSizes().size();
    if (batches == 1) {
      return List.of();
    }
    List<Integer> open =
        IntStream.rangeClosed(1, batches)
            .boxed()
            .filter(number -> !state.fleet().batch(number).allMatch(RolloutScreen::isOver))
            .toList();
    List<String> lines = new ArrayList<>();
    open.stream()
        .limit(MOST_BATCHES)
        .map(number ->
            "batch %d: %s".formatted(number, counted(state.fleet().batch(number).toList())))
        .forEach(lines::add);
    if (open.size() > MOST_BATCHES) {
      lines.add("and " + (open.size() - MOST_BATCHES) + " batches more");
    }
    return lines;
  }

  private static String counted(List<HostState> hosts) {
    int failed = count(hosts.stream(), HostState::hasFailed);
    int busy = count(hosts.stream(), HostState::isBusy);
    return "%d of %d hosts%s%s"
        .formatted(
            count(hosts.stream(), RolloutScreen::isOver),
            hosts.size(),
            failed == 0 ? "" : ", " + failed + " FAILED",
            busy == 0 ? "" : ", " + busy + " at work");
  }

  /// Failed ones, then those at work.
  private List<String> hosts(int room) {
    List<String> lines =
        Stream.concat(
                state.fleet().hosts().filter(HostState::hasFailed).map(RolloutText::line),
                state
                    .fleet()
                    .hosts()
                    .filter(host -> host.isBusy() && !host.hasFailed())
                    .map(this::busy))
            .toList();
    if (lines.size() <= room || room < 1) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, room - 1));
    first.add("and " + (lines.size() - first.size()) + " hosts more");
    return first;
  }

  private String busy(HostState host) {
    String left =
        host.stage() instanceof Stage.Busy busy
            ? ", " + told(Duration.between(now, busy.until())) + " left"
            : "";
    return RolloutText.line(host, left);
  }

  private static boolean isOver(HostState host) {
    return host.stage() instanceof Stage.Over;
  }

  private static int count(Stream<HostState> hosts, Predicate<HostState> which) {
    return Math.toIntExact(hosts.filter(which).count());
  }

  /// Whole seconds: what is drawn anew four times a second must not flicker.
  private static String told(Duration duration) {
    Duration whole = duration.truncatedTo(ChronoUnit.SECONDS);
    return whole.isPositive() ? whole.toString().substring(2).toLowerCase(Locale.ROOT) : "0s";
  }
}
