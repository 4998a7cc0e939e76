package io.longshore.cli.rollout;

import io.longshore.rollout.RolloutEvent;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutState;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is so with rollouts, as far as their events have been read.
public final class Rollouts {
  private final Map<RolloutId, RolloutState> states = new LinkedHashMap<>();

  /// Takes in events in their order. Of a rollout that was planned twice the first plan holds; what
  /// comes before any plan says nothing.
  public void read(List<RolloutReader.Entry> entries) {
    for (RolloutReader.Entry entry : entries) {
      RolloutState state = states.get(entry.rollout());
      if (state != null) {
        states.put(entry.rollout(), state.after(entry.event()));
      } else if (entry.event() instanceof RolloutEvent.Planned planned
          && planned.plan().id().equals(entry.rollout())) {
        states.put(entry.rollout(), RolloutState.of(planned));
      }
    }
  }

  /// The state of a rollout; empty when none of that name was planned.
  public Optional<RolloutState> of(RolloutId id) {
    return Optional.ofNullable(states.get(id));
  }

  /// All of them, in any order: the topic has several partitions.
  public Collection<RolloutState> all() {
    return Collections.unmodifiableCollection(states.values());
  }
}
