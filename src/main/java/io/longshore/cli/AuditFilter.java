package io.longshore.cli;

import io.longshore.command.Action;
import io.longshore.command.Resource;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.wire.EventGlance;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which results are shown; an empty set lets everything through.
///
/// @param outcomes how it ended
/// @param actions what was asked for
/// @param containers names of containers
/// @param issuers who asked
/// @param correlationIds what it belongs to
record AuditFilter(
    Set<Outcome> outcomes,
    Set<Action> actions,
    Set<String> containers,
    Set<String> issuers,
    Set<String> correlationIds) {
  private static final AuditFilter EVERYTHING =
      new AuditFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
  private static final Set<String> GLANCED_AT =
      Set.of("outcome", "action", "issuer", "correlationId", "resource");

  AuditFilter {
    outcomes = Set.copyOf(outcomes);
    actions = Set.copyOf(actions);
    containers = Set.copyOf(containers);
    issuers = Set.copyOf(issuers);
    correlationIds = Set.copyOf(correlationIds);
  }

  boolean admits(Event.Finished finished) {
    Event.Header header = finished.header();
    return admits(outcomes, finished.outcome())
        && admits(actions, header.action())
        && admits(issuers, header.issuer())
        && admits(correlationIds, header.correlationId())
        && (containers.isEmpty() || isOnContainer(header));
  }

  /// Whether an event may be admitted, by a glance at it; what is not is not worth decoding.
  ///
  /// @throws io.longshore.wire.UnreadableEventException when it is no JSON object
  boolean mayAdmit(byte[] event) {
    return equals(EVERYTHING) || mayAdmit(EventGlance.at(event, GLANCED_AT));
  }

  private boolean mayAdmit(EventGlance glance) {
    String resource = glance.optionalText("resource");
    return isAny(outcomes, Outcome::wireName, glance.optionalText("outcome"))
        && isAny(actions, Action::wireName, glance.optionalText("action"))
        && admits(issuers, glance.optionalText("issuer"))
        && admits(correlationIds, glance.optionalText("correlationId"))
        && (containers.isEmpty() || (resource != null && resource.startsWith("container/")));
  }

  private static <T> boolean isAny(
      Set<T> wanted, Function<T, String> name, @Nullable String found) {
    return wanted.isEmpty() || wanted.stream().anyMatch(one -> name.apply(one).equals(found));
  }

  private static <T> boolean admits(Set<T> wanted, @Nullable T found) {
    return wanted.isEmpty() || (found != null && wanted.contains(found));
  }

  private boolean isOnContainer(Event.Header header) {
    return header.resource() instanceof Resource.OfContainer container
        && containers.contains(container.name().text());
  }
}
