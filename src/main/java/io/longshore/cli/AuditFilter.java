package io.longshore.cli;

import io.longshore.command.Action;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.util.Set;

/// Which results are shown; an empty set lets everything through.
///
/// @param outcomes how it ended
/// @param actions what was asked for
/// @param containers names of containers
record AuditFilter(Set<Outcome> outcomes, Set<Action> actions, Set<String> containers) {
  AuditFilter {
    outcomes = Set.copyOf(outcomes);
    actions = Set.copyOf(actions);
    containers = Set.copyOf(containers);
  }

  boolean admits(Event.Finished finished) {
    Action action = finished.header().action();
    return (outcomes.isEmpty() || outcomes.contains(finished.outcome()))
        && (actions.isEmpty() || (action != null && actions.contains(action)))
        && (containers.isEmpty() || isOnContainer(finished.header()));
  }

  private boolean isOnContainer(Event.Header header) {
    return header.resource() instanceof Resource.OfContainer container
        && containers.contains(container.name().text());
  }
}
