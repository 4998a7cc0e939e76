package io.longshore.rollout;

import io.longshore.command.HostName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The hosts of a rollout in their order. Never changes; changing one host costs a copy of the
/// list, not of the hosts.
public final class Fleet {
  private final List<HostState> hosts;
  private final Map<HostName, Integer> places;

  private Fleet(List<HostState> hosts, Map<HostName, Integer> places) {
    this.hosts = hosts;
    this.places = places;
  }

  /// All waiting for their turn, each in its batch.
  static Fleet of(RolloutPlan plan) {
    List<HostState> hosts = new ArrayList<>();
    Map<HostName, Integer> places = new HashMap<>();
    int batch = 0;
    for (int size : plan.batchSizes()) {
      batch++;
      for (int i = 0; i < size; i++) {
        HostName host = plan.targets().get(hosts.size()).host();
        places.put(host, hosts.size());
        hosts.add(HostState.waiting(host, batch));
      }
    }
    return new Fleet(hosts, places);
  }

  /// All hosts.
  public Stream<HostState> hosts() {
    return hosts.stream();
  }

  /// The host of that name; empty when it is none of them.
  public Optional<HostState> host(HostName name) {
    return Optional.ofNullable(places.get(name)).map(hosts::get);
  }

  /// How many hosts are busy.
  public int busy() {
    return Math.toIntExact(hosts().filter(HostState::isBusy).count());
  }

  /// The hosts of a batch.
  public Stream<HostState> batch(int number) {
    return hosts().filter(host -> host.batch() == number);
  }

  /// With that host's state instead; the same when it is none of them.
  Fleet with(HostName name, UnaryOperator<HostState> change) {
    Integer place = places.get(name);
    if (place == null) {
      return this;
    }
    List<HostState> changed = new ArrayList<>(hosts);
    changed.set(place, change.apply(hosts.get(place)));
    return new Fleet(Collections.unmodifiableList(changed), places);
  }

  /// With every host changed.
  Fleet all(UnaryOperator<HostState> change) {
    return new Fleet(hosts().map(change).toList(), places);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fleet fleet && hosts.equals(fleet.hosts);
  }

  @Override
  public int hashCode() {
    return hosts.hashCode();
  }

  @Override
  public String toString() {
    return hosts.toString();
  }
}
