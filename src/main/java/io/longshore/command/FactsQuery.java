package io.longshore.command;

import java.util.List;

/// Asks what is there; changes nothing. A question about one thing has its turn among that thing's
/// commands, so that it sees what they did; one about several or all things has a lane of its own,
/// and waits for none of them.
public sealed interface FactsQuery extends Command.Planned {

  /// What the engine tells of containers. Of the asked names those that are not there, or do not
  /// run, are left out, as the reference does.
  ///
  /// @param names the containers asked for; empty: all
  /// @param stoppedToo whether also those that do not run
  record GetContainers(List<ContainerName> names, boolean stoppedToo) implements FactsQuery {
    public GetContainers {
      names = distinct(names);
    }

    @Override
    public Action action() {
      return Action.GET_CONTAINERS;
    }

    @Override
    public Resource resource() {
      return ofContainers(names);
    }
  }

  /// The environment of containers; one that is not there is a failure.
  ///
  /// @param names the containers asked for, at least one
  record GetContainersEnv(List<ContainerName> names) implements FactsQuery {
    public GetContainersEnv {
      names = atLeastOne(distinct(names));
    }

    @Override
    public Action action() {
      return Action.GET_CONTAINERS_ENV;
    }

    @Override
    public Resource resource() {
      return ofContainers(names);
    }
  }

  /// Whether containers run; one that is not there is a failure.
  ///
  /// @param names the containers asked for, at least one
  record GetContainersState(List<ContainerName> names) implements FactsQuery {
    public GetContainersState {
      names = atLeastOne(distinct(names));
    }

    @Override
    public Action action() {
      return Action.GET_CONTAINERS_STATE;
    }

    @Override
    public Resource resource() {
      return ofContainers(names);
    }
  }

  /// Which containers there are.
  ///
  /// @param stoppedToo whether also those that do not run
  record GetContainersNames(boolean stoppedToo) implements FactsQuery {
    @Override
    public Action action() {
      return Action.GET_CONTAINERS_NAMES;
    }

    @Override
    public Resource resource() {
      return Resource.HostFacts.INSTANCE;
    }
  }

  /// All local images.
  record GetImages() implements FactsQuery {
    @Override
    public Action action() {
      return Action.GET_IMAGES;
    }

    @Override
    public Resource resource() {
      return Resource.HostFacts.INSTANCE;
    }
  }

  /// Volumes. Of the asked names those that are not there are left out, as the reference does.
  ///
  /// @param names the volumes asked for; empty: all
  record GetVolumes(List<VolumeName> names) implements FactsQuery {
    public GetVolumes {
      names = distinct(names);
    }

    @Override
    public Action action() {
      return Action.GET_VOLUMES;
    }

    @Override
    public Resource resource() {
      return names.size() == 1
          ? new Resource.OfVolume(names.getFirst())
          : Resource.HostFacts.INSTANCE;
    }
  }

  private static Resource ofContainers(List<ContainerName> names) {
    return names.size() == 1
        ? new Resource.OfContainer(names.getFirst())
        : Resource.HostFacts.INSTANCE;
  }

  private static <T> List<T> distinct(List<T> names) {
    return names.stream().distinct().toList();
  }

  private static <T> List<T> atLeastOne(List<T> names) {
    if (names.isEmpty()) {
      throw new InvalidValueException("at least one name", "");
    }
    return names;
  }
}
