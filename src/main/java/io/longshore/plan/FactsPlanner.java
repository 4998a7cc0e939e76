package io.longshore.plan;

import io.longshore.command.ContainerName;
import io.longshore.command.FactsQuery;
import io.longshore.command.SecretName;
import io.longshore.command.VolumeName;
import io.longshore.event.Fact;
import io.longshore.event.FailureKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers questions about facts from what was found. Values whose name says that they are secrets
/// are masked; a container's command line, which may hold some, is not told.
final class FactsPlanner {
  private FactsPlanner() {}

  static Plan answer(FactsQuery query, Inventory found) {
    return switch (query) {
      case FactsQuery.GetContainers asked -> containers(asked, found);
      case FactsQuery.GetContainersEnv asked ->
          required(
              asked.names(),
              found.inspected(),
              each -> each.name().text(),
              FactsPlanner::environment);
      case FactsQuery.GetContainersState asked ->
          required(asked.names(), found.containers(), ListedContainer::name, FactsPlanner::state);
      case FactsQuery.GetContainersNames _ ->
          tell(byName(found.containers(), ListedContainer::name, each -> text(each.id())));
      case FactsQuery.GetImages _ -> images(found.images());
      case FactsQuery.GetVolumes asked -> volumes(asked, found.volumes());
    };
  }

  /// Absent containers are no failure here: deployments ask by name before they make them.
  private static Plan containers(FactsQuery.GetContainers asked, Inventory found) {
    Map<String, Fact> facts =
        byName(found.containers(), ListedContainer::name, FactsPlanner::container);
    String absent = asked.stoppedToo() ? "No such container: " : "No such container runs: ";
    List<String> warnings =
        missing(asked.names(), facts.keySet()).stream().map(name -> absent + name).toList();
    return new Plan.Tell(new Fact.Members(facts), warnings);
  }

  private static Plan volumes(FactsQuery.GetVolumes asked, List<ListedVolume> found) {
    Set<String> wanted = asked.names().stream().map(VolumeName::text).collect(Collectors.toSet());
    List<ListedVolume> those =
        found.stream().filter(each -> wanted.isEmpty() || wanted.contains(each.name())).toList();
    Map<String, Fact> facts = byName(those, ListedVolume::name, FactsPlanner::volume);
    List<String> warnings =
        asked.names().stream()
            .map(VolumeName::text)
            .filter(name -> !facts.containsKey(name))
            .map(name -> "No such volume: " + name)
            .toList();
    return new Plan.Tell(new Fact.Members(facts), warnings);
  }

  /// An image stands under each of its names, and under its id when it has none.
  private static Plan images(List<ListedImage> found) {
    Map<String, Fact> facts = new TreeMap<>();
    for (ListedImage image : found) {
      Fact fact = image(image);
      image.repoTags().forEach(name -> facts.put(name, fact));
      if (image.repoTags().isEmpty()) {
        facts.put(image.id(), fact);
      }
    }
    return tell(facts);
  }

  /// Facts about containers that have to be there.
  private static <T> Plan required(
      List<ContainerName> asked, List<T> found, Function<T, String> name, Function<T, Fact> fact) {
    Map<String, Fact> facts = byName(found, name, fact);
    List<String> missing = missing(asked, facts.keySet());
    return missing.isEmpty()
        ? tell(facts)
        : Planner.refuse(
            FailureKind.CONTAINER_NOT_FOUND,
            "No such container: " + String.join(", ", missing),
            "Send get_containers_names with args: {get_all_containers: true} to see which there are.");
  }

  private static List<String> missing(List<ContainerName> asked, Collection<String> found) {
    return asked.stream().map(ContainerName::text).filter(name -> !found.contains(name)).toList();
  }

  private static Plan tell(Map<String, Fact> facts) {
    return new Plan.Tell(new Fact.Members(facts), List.of());
  }

  private static <T> Map<String, Fact> byName(
      List<T> found, Function<T, String> name, Function<T, Fact> fact) {
    Map<String, Fact> facts = new TreeMap<>();
    found.forEach(each -> facts.put(name.apply(each), fact.apply(each)));
    return facts;
  }

  private static Fact container(ListedContainer container) {
    Fact.Builder facts =
        new Fact.Builder()
            .text("id", container.id())
            .text("image", container.image())
            .text("imageId", container.imageId())
            .text("state", container.status().engineName())
            .textIfAny("health", container.health())
            .timeIfAny("createdAt", container.createdAt())
            .timeIfAny("startedAt", container.startedAt())
            .timeIfAny("endedAt", container.endedAt());
    if (container.endedAt() != null) {
      facts.amount("exitCode", container.exitCode());
    }
    if (container.pid() > 0) {
      facts.amount("pid", container.pid());
    }
    return facts
        .put("labels", masked(container.labels()))
        .put("mountPoints", Fact.Items.of(container.mountPoints()))
        .build();
  }

  private static Fact image(ListedImage image) {
    return new Fact.Builder()
        .text("id", image.id())
        .put("tags", Fact.Items.of(image.repoTags()))
        .put("digests", Fact.Items.of(image.repoDigests()))
        .timeIfAny("createdAt", image.createdAt())
        .amount("sizeBytes", image.size())
        .put("labels", masked(image.labels()))
        .build();
  }

  private static Fact volume(ListedVolume volume) {
    return new Fact.Builder()
        .text("driver", volume.driver())
        .text("mountPoint", volume.mountPoint())
        .timeIfAny("createdAt", volume.createdAt())
        .put("labels", masked(volume.labels()))
        .build();
  }

  private static Fact environment(ObservedContainer container) {
    return masked(container.environment());
  }

  private static Fact state(ListedContainer container) {
    return text(container.status().engineName());
  }

  private static Fact masked(Map<String, String> values) {
    Map<String, String> shown = new TreeMap<>();
    values.forEach((name, value) ->
        shown.put(name, SecretName.is(name) && !value.isEmpty() ? SecretName.MASK : value));
    return Fact.Members.of(shown);
  }

  private static Fact text(String text) {
    return new Fact.Text(text);
  }
}
