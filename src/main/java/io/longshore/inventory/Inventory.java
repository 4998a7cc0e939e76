package io.longshore.inventory;

import io.longshore.command.HostName;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Hosts and the groups that they are in.
///
/// @param groups every group with all its hosts, those of the groups below it too; `all` has every
///   host, `ungrouped` those that are in no other
public record Inventory(SequencedMap<String, SequencedSet<HostName>> groups) {
  public Inventory {
    groups = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(groups));
  }

  /// Hosts without groups.
  public static Inventory of(Collection<HostName> hosts) {
    SequencedMap<String, SequencedSet<HostName>> groups = new LinkedHashMap<>();
    groups.put(GroupTree.ALL, new LinkedHashSet<>(hosts));
    return new Inventory(groups);
  }

  /// Every host.
  public SequencedSet<HostName> hosts() {
    return Collections.unmodifiableSequencedSet(
        groups.getOrDefault(GroupTree.ALL, new LinkedHashSet<>()));
  }
}
