package io.longshore.campaign;

import io.longshore.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that an outsider sees when everything is over.
///
/// @param asked the command topic, in its order
/// @param told the result topic as committed, in its order
/// @param effects the lines of the effects file, in their order
/// @param containers what `podman ps` and `podman inspect` show
/// @param volumes the names of the volumes
record Evidence(
    List<Asked> asked,
    List<Event> told,
    List<Effect> effects,
    List<Seen> containers,
    Set<String> volumes) {
  Evidence {
    asked = List.copyOf(asked);
    told = List.copyOf(told);
    effects = List.copyOf(effects);
    containers = List.copyOf(containers);
    volumes = Set.copyOf(volumes);
  }

  /// A line of the effects file.
  ///
  /// @param kind `start`, `task` or `exec`
  /// @param container in which it was written
  /// @param id of the command, or of the specification for a `start`
  record Effect(String kind, String container, String id) {
    static Effect of(String line) {
      String[] words = line.split(" ", -1);
      return new Effect(words[0], words[1], words.length > 2 ? words[2] : "");
    }
  }

  /// A container.
  ///
  /// @param spec the specification it was made from; empty for what is no service
  record Seen(String name, boolean running, String spec) {}

  /// Every command with the first message that came under its id, in the order of those.
  Map<String, Asked> commands() {
    Map<String, Asked> first = new LinkedHashMap<>();
    asked.forEach(message -> first.putIfAbsent(message.id(), message));
    return first;
  }

  /// The terminal events by command, of each the first, in their order.
  Map<String, Event.Finished> results() {
    Map<String, Event.Finished> first = new LinkedHashMap<>();
    for (Event event : told) {
      if (event instanceof Event.Finished finished) {
        first.putIfAbsent(finished.header().commandId().text(), finished);
      }
    }
    return first;
  }
}
