package io.longshore.cli;

import io.longshore.client.BrokerAccess;
import io.longshore.command.ContainerName;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import io.longshore.kafka.Topics;
import io.longshore.rollout.RolloutState;
import io.longshore.rollout.Stage;
import io.longshore.rollout.Target;
import io.longshore.wire.EarlierCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The commands of the past that said all that a container was to be: from hosts' command topics,
/// which are kept for a day unless told otherwise, and from rollouts, which are remembered for 90.
final class EarlierCommands {
  /// So many different ones of a container, the newest.
  private static final int MOST = 4;

  /// So many messages of a container are looked at, the newest.
  private static final int MOST_MESSAGES = 20;

  private static final String OF_CONTAINER = "container/";
  private static final Pattern CHECK = Pattern.compile("\"checkMode\"\\s*:\\s*true");

  private final Map<HostName, Set<ContainerName>> wanted;
  private final Map<Place, Deque<Said>> messages = new HashMap<>();
  private final Map<Place, List<Earlier>> found = new HashMap<>();

  private EarlierCommands(Map<HostName, Set<ContainerName>> wanted) {
    this.wanted = wanted;
  }

  /// @param source where it was found, such as `its command c-1`
  /// @param at when it was sent, or its rollout last did something
  record Earlier(EarlierCommand command, String source, Instant at) {}

  private record Place(HostName host, ContainerName container) {}

  /// What is kept of a message: it itself holds what it was fetched with.
  private record Said(String text, Instant at) {}

  /// Those of some containers of some hosts.
  static EarlierCommands read(BrokerAccess access, Map<HostName, Set<ContainerName>> wanted) {
    EarlierCommands earlier = new EarlierCommands(wanted);
    try (TopicScan scan = new TopicScan(access)) {
      List<String> topics = wanted.keySet().stream().map(Topics::commands).toList();
      scan.read(scan.stretches(topics), earlier::look);
      earlier.messages.forEach(earlier::takeMessages);
      if (scan.topics().contains(Topics.ROLLOUTS)) {
        earlier.takeRollouts(RolloutRequests.read(access, _ -> true).all());
      }
    }
    return earlier;
  }

  /// Those of one container, the newest first, none twice.
  List<Earlier> of(HostName host, ContainerName container) {
    List<Earlier> newest = new ArrayList<>();
    found.getOrDefault(new Place(host, container), List.of()).stream()
        .sorted(Comparator.comparing(Earlier::at).reversed())
        .filter(each ->
            newest.stream()
                .noneMatch(newer -> newer.command().step().equals(each.command().step())))
        .limit(MOST)
        .forEach(newest::add);
    return newest;
  }

  private void look(ConsumerRecord<byte[], byte[]> message) {
    HostName host = Topics.hostOfCommands(message.topic()).orElseThrow();
    Set<ContainerName> containers = wanted.getOrDefault(host, Set.of());
    if (containers.isEmpty() || message.value() == null) {
      return;
    }
    String text = new String(message.value(), StandardCharsets.UTF_8);
    Set<ContainerName> named =
        containers.stream()
            .filter(container -> text.contains(container.text()))
            .collect(Collectors.toSet());
    if (named.isEmpty() || CHECK.matcher(text).find() || !mayTellAll(text)) {
      return;
    }
    container(host, named, message)
        .ifPresent(container -> keep(new Place(host, container), message));
  }

  /// Whether it may be a command that says all that a container is to be. Others are many more.
  private static boolean mayTellAll(String text) {
    return text.contains("\"start_container\"")
        || text.contains("\"recreate_or_restart_container\"")
        || text.contains("\\u");
  }

  /// Whose it is by its key, or where a sender gave it one of no container, by what it says.
  private static Optional<ContainerName> container(
      HostName host, Set<ContainerName> containers, ConsumerRecord<byte[], byte[]> message) {
    String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    Optional<ContainerName> byKey =
        containers.stream()
            .filter(container -> key.equals(new Resource.OfContainer(container).key()))
            .findFirst();
    return byKey.isPresent() || key.startsWith(OF_CONTAINER)
        ? byKey
        : EarlierCommand.of(host, message.value())
            .map(EarlierCommand::container)
            .filter(containers::contains);
  }

  private void keep(Place place, ConsumerRecord<byte[], byte[]> message) {
    Deque<Said> last = messages.computeIfAbsent(place, _ -> new ArrayDeque<>());
    last.addLast(
        new Said(
            new String(message.value(), StandardCharsets.UTF_8),
            Instant.ofEpochMilli(message.timestamp())));
    if (last.size() > MOST_MESSAGES) {
      last.removeFirst();
    }
  }

  private void takeMessages(Place place, Collection<Said> last) {
    for (Said said : last) {
      EarlierCommand.of(place.host(), said.text().getBytes(StandardCharsets.UTF_8))
          .ifPresent(
              command -> take(place.host(), command, "its command " + command.id(), said.at()));
    }
  }

  private void takeRollouts(Collection<RolloutState> rollouts) {
    for (RolloutState state : rollouts) {
      for (Target target : state.plan().targets()) {
        if (wanted.containsKey(target.host()) && wasBegun(state, target.host())) {
          EarlierCommand.of(state.plan(), target)
              .forEach(command ->
                  take(target.host(), command, "the rollout " + state.plan().id(), state.lastAt()));
        }
      }
    }
  }

  private static boolean wasBegun(RolloutState state, HostName host) {
    return state
        .fleet()
        .host(host)
        .map(each -> !(each.stage() instanceof Stage.Waiting))
        .orElse(false);
  }

  private void take(HostName host, EarlierCommand command, String source, Instant at) {
    if (wanted.getOrDefault(host, Set.of()).contains(command.container())) {
      found
          .computeIfAbsent(new Place(host, command.container()), _ -> new ArrayList<>())
          .add(new Earlier(command, source, at));
    }
  }
}
