package io.longshore.cli;

import io.longshore.cli.EarlierCommands.Earlier;
import io.longshore.cli.text.DurationWords;
import io.longshore.client.Answer;
import io.longshore.client.BrokerAccess;
import io.longshore.client.CommandClient;
import io.longshore.client.Outgoing;
import io.longshore.client.Sending;
import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.rollout.Before;
import io.longshore.rollout.Found;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.WayBack;
import io.longshore.wire.EarlierCommand;
import io.longshore.wire.RolloutCommands;
import io.longshore.wire.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out, before a rollout, what each host is to be brought back to. Earlier commands tell what
/// its containers may have been made from; the host itself says, in check mode, which of them it is
/// as: that one changes nothing. So whatever was done in between, what is taken down is what is
/// there.
final class RolloutSurvey {
  private final BrokerAccess access;
  private final RolloutPlan plan;
  private final Surroundings surroundings;
  private final Duration patience;

  /// @param patience how long a host may take to answer
  RolloutSurvey(
      BrokerAccess access, RolloutPlan plan, Surroundings surroundings, Duration patience) {
    this.access = access;
    this.plan = plan;
    this.surroundings = surroundings;
    this.patience = patience;
  }

  /// One for each host that can answer, in the plan's order.
  List<Before> befores() {
    try (CommandClient client = new CommandClient(access)) {
      Set<HostName> known = Set.copyOf(client.answeringHosts());
      List<Target> targets =
          plan.targets().stream().filter(target -> known.contains(target.host())).toList();
      Map<HostName, List<Command>> work = new HashMap<>();
      targets.forEach(target -> work.put(target.host(), RolloutCommands.work(plan, target)));
      EarlierCommands earlier = EarlierCommands.read(access, touched(work));
      client.connect(work.keySet());
      List<OfHost> asked =
          targets.stream()
              .map(target ->
                  ask(client, target.host(), work.getOrDefault(target.host(), List.of()), earlier))
              .toList();
      return asked.stream().map(this::before).toList();
    }
  }

  private static Map<HostName, Set<ContainerName>> touched(Map<HostName, List<Command>> work) {
    return work.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> Set.copyOf(WayBack.touched(each.getValue()))));
  }

  /// The questions to one host.
  private record OfHost(HostName host, List<Command> work, Map<ContainerName, OfContainer> asked) {}

  /// The questions about one container.
  ///
  /// @param look whether it is there
  /// @param tries whether it is as these commands ask
  private record OfContainer(Sending look, List<Try> tries) {}

  private record Try(Earlier earlier, Sending sending) {}

  private OfHost ask(
      CommandClient client, HostName host, List<Command> work, EarlierCommands earlier) {
    Map<ContainerName, OfContainer> asked = new LinkedHashMap<>();
    for (ContainerName name : WayBack.touched(work)) {
      Sending look = send(client, host, look(name));
      List<Try> tries = new ArrayList<>();
      for (Earlier each : earlier.of(host, name)) {
        tries.add(new Try(each, send(client, host, each.command().step())));
      }
      asked.put(name, new OfContainer(look, tries));
    }
    return new OfHost(host, work, asked);
  }

  private static Step look(ContainerName name) {
    String parameters = "{\"name\":\"%s\",\"args\":{\"get_all_containers\":true}}".formatted(name);
    return new Step(Action.GET_CONTAINERS, parameters, null, false);
  }

  private Sending send(CommandClient client, HostName host, Step step) {
    CommandId id = new CommandId(surroundings.newId().get());
    WireMessage message =
        RolloutCommands.check(
            plan, host, step, id, surroundings.issuer().get(), surroundings.clock().instant());
    return client.send(new Outgoing(host, id.text(), message), patience);
  }

  private Before before(OfHost host) {
    Map<ContainerName, Found> found = new HashMap<>();
    host.asked().forEach((name, asked) -> found.put(name, found(name, asked)));
    return WayBack.of(host.host(), host.work(), found);
  }

  private Found found(ContainerName name, OfContainer asked) {
    return switch (asked.look().awaitAnswer()) {
      case Answer.Silence _ ->
          new Found.Unclear(
              "it has not said within " + DurationWords.of(patience) + " what " + name + " is");
      case Answer.Conflict conflict -> new Found.Unclear(conflict.failure().message());
      case Answer.Result result when result.finished().outcome() != Outcome.SUCCEEDED ->
          new Found.Unclear("it cannot tell what " + name + " is: " + why(result.finished()));
      case Answer.Result result ->
          isThere(result.finished(), name) ? tried(name, asked.tries()) : new Found.Absent();
    };
  }

  private static boolean isThere(Event.Finished finished, ContainerName name) {
    return finished.report().facts() != null
        && finished.report().facts().members().containsKey(name.text());
  }

  /// The newest that holds; otherwise why the newest does not.
  private static Found tried(ContainerName name, List<Try> tries) {
    List<String> against = new ArrayList<>();
    for (Try each : tries) {
      Optional<String> words = against(name, each);
      if (words.isEmpty()) {
        EarlierCommand command = each.earlier().command();
        return new Found.AsAsked(command.step(), command.image(), each.earlier().source());
      }
      against.add(words.get());
    }
    return new Found.Unclear(
        against.isEmpty()
            ? "no message in its command topic and no rollout tells what " + name + " was made from"
            : against.getFirst());
  }

  /// Why the container is not as that command asked; empty when it is.
  private static Optional<String> against(ContainerName name, Try each) {
    String source = each.earlier().source();
    if (!(each.sending().awaitAnswer() instanceof Answer.Result(_, Event.Finished said, _, _))) {
      return Optional.of("it has not said whether " + name + " is as " + source + " asked");
    }
    if (said.outcome() != Outcome.SUCCEEDED) {
      return Optional.of("%s cannot be made as %s asked: %s".formatted(name, source, why(said)));
    }
    return said.report().changed()
        ? Optional.of(
            "%s is not as %s asked, it differs in %s".formatted(name, source, aspects(said)))
        : Optional.empty();
  }

  private static String aspects(Event.Finished said) {
    return said.report().differences().stream()
        .map(Difference::aspect)
        .collect(Collectors.joining(", "));
  }

  private static String why(Event.Finished said) {
    return said.failure() == null ? said.outcome().wireName() : said.failure().message();
  }
}
