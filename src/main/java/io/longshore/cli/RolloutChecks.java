package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.client.BrokerAccess;
import io.longshore.client.CommandSender;
import io.longshore.client.Outgoing;
import io.longshore.client.ResultFeed;
import io.longshore.client.ResultMessage;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.wire.RolloutCommands;
import io.longshore.wire.WireMessage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks every host of a plan what each command would change there.
final class RolloutChecks {
  private static final Duration POLL = Duration.ofMillis(100);

  private final BrokerAccess access;
  private final RolloutPlan plan;
  private final Surroundings surroundings;
  private final PrintWriter out;
  private final Map<CommandId, String> open = new LinkedHashMap<>();
  private int failed;
  private int unknown;

  RolloutChecks(BrokerAccess access, RolloutPlan plan, Surroundings surroundings, PrintWriter out) {
    this.access = access;
    this.plan = plan;
    this.surroundings = surroundings;
    this.out = out;
  }

  /// Asks, and waits for the answers.
  ExitCode within(Duration limit) {
    try (ResultFeed feed = new ResultFeed(access);
        CommandSender sender = new CommandSender(access)) {
      Set<HostName> known =
          feed.answeringHosts().stream()
              .collect(Collectors.toCollection(() -> new TreeSet<>(RolloutChecks::byName)));
      List<Target> reached =
          plan.targets().stream().filter(target -> known.contains(target.host())).toList();
      plan.targets().stream()
          .filter(target -> !known.contains(target.host()))
          .forEach(this::tellUnknown);
      feed.readFromNow(reached.stream().map(Target::host).toList());
      reached.forEach(target -> send(sender, target));
      long end = System.nanoTime() + limit.toNanos();
      while (!open.isEmpty() && System.nanoTime() < end) {
        feed.poll(POLL).forEach(this::receive);
      }
    }
    return ended();
  }

  private static int byName(HostName one, HostName other) {
    return one.text().compareTo(other.text());
  }

  private void tellUnknown(Target target) {
    unknown++;
    out.println(target.host() + ": UNKNOWN to the broker (no topics)");
  }

  private void send(CommandSender sender, Target target) {
    for (int i = 0; i < plan.work().size(); i++) {
      Step step = plan.work().get(i);
      CommandId id = new CommandId(surroundings.newId().get());
      open.put(id, target.host() + " command " + (i + 1) + " (" + step.action() + ")");
      WireMessage message =
          RolloutCommands.check(
              plan, target, step, id, surroundings.issuer().get(), surroundings.clock().instant());
      sender.send(new Outgoing(target.host(), id.text(), message));
    }
  }

  private void receive(ResultMessage message) {
    if (message.event() instanceof Event.Finished finished) {
      String subject = open.remove(finished.header().commandId());
      if (subject != null) {
        lines(subject, finished).forEach(line -> out.println(TerminalText.line(line)));
        out.flush();
      }
    }
  }

  private List<String> lines(String subject, Event.Finished finished) {
    List<String> lines = new ArrayList<>();
    if (finished.outcome() != Outcome.SUCCEEDED) {
      failed++;
      String why = finished.failure() == null ? "" : ": " + finished.failure().message();
      lines.add(subject + ": would be " + finished.outcome().wireName() + why);
      return lines;
    }
    lines.add(subject + (finished.report().changed() ? ": would change" : ": nothing to do"));
    for (Difference difference : finished.report().differences()) {
      lines.add(
          "  differs: %s: %s -> %s"
              .formatted(
                  difference.aspect(), told(difference.current()), told(difference.desired())));
    }
    return lines;
  }

  private static String told(@Nullable String value) {
    return value == null ? "nothing" : value;
  }

  private ExitCode ended() {
    open.values().forEach(subject -> out.println(TerminalText.line(subject + ": NO ANSWER")));
    out.flush();
    if (!open.isEmpty() || unknown > 0) {
      return ExitCode.NO_ANSWER;
    }
    return failed > 0 ? ExitCode.FAILED : ExitCode.SUCCEEDED;
  }
}
