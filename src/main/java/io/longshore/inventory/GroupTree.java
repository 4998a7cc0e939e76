package io.longshore.inventory;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// Groups as they are read: each with its own hosts and the groups below it.
final class GroupTree {
  static final String ALL = "all";
  static final String UNGROUPED = "ungrouped";

  /// The groups that every inventory has.
  static final Set<String> IMPLIED = Set.of(ALL, UNGROUPED);

  private final Map<String, Group> groups = new LinkedHashMap<>();

  GroupTree() {
    group(ALL);
  }

  /// The group of that name, new or not.
  Group group(String name) {
    return groups.computeIfAbsent(name, _ -> new Group());
  }

  /// @param names with ranges or not
  /// @throws InventoryException for what can be no host's name
  void addHosts(String group, String names) {
    for (String name : HostRange.expand(names)) {
      try {
        group(group).hosts.add(new HostName(name));
      } catch (InvalidValueException refused) {
        throw new InventoryException(refused.getMessage());
      }
    }
  }

  void addChild(String group, String child) {
    group(group).children.add(child);
    group(child);
  }

  /// Every group with all hosts below it, in the order in which they were written; `all` has every
  /// host, `ungrouped` those that are in no other.
  ///
  /// @throws InventoryException when a group is below itself
  Inventory inventory() {
    SequencedMap<String, SequencedSet<HostName>> flat = new LinkedHashMap<>();
    Map<String, SequencedSet<HostName>> known = new HashMap<>();
    groups.keySet().forEach(name -> flat.put(name, hosts(name, new LinkedHashSet<>(), known)));
    SequencedSet<HostName> all = new LinkedHashSet<>();
    flat.values().forEach(all::addAll);
    SequencedSet<HostName> ungrouped = new LinkedHashSet<>(all);
    flat.forEach((name, hosts) -> {
      if (!IMPLIED.contains(name)) {
        ungrouped.removeAll(hosts);
      }
    });
    flat.put(ALL, all);
    flat.put(UNGROUPED, ungrouped);
    return new Inventory(flat);
  }

  /// @param known those of the groups that were looked at, to which this one is added
  private SequencedSet<HostName> hosts(
      String name, SequencedSet<String> above, Map<String, SequencedSet<HostName>> known) {
    SequencedSet<HostName> seen = known.get(name);
    if (seen != null) {
      return seen;
    }
    if (!above.add(name)) {
      throw new InventoryException(
          "the group " + name + " is below itself: " + String.join(" > ", above) + " > " + name);
    }
    SequencedSet<HostName> hosts = new LinkedHashSet<>(group(name).hosts);
    for (String child : group(name).children) {
      hosts.addAll(hosts(child, above, known));
    }
    above.removeLast();
    known.put(name, hosts);
    return hosts;
  }

  /// One group.
  static final class Group {
    private final SequencedSet<HostName> hosts = new LinkedHashSet<>();
    private final SequencedSet<String> children = new LinkedHashSet<>();
  }
}
