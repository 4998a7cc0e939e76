package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import io.longshore.command.Environment;
import java.util.Map;

/// The whole environment of a container: what was asked for, and what the reference gives every
/// container.
public final class DesiredEnvironment {
  /// The container's name with dashes for underscores; overwrites what the caller says, as in the
  /// reference (D16).
  public static final String SERVICE_NAME = "KOLLA_SERVICE_NAME";

  /// The time zone.
  public static final String TIME_ZONE = "TZ";

  private DesiredEnvironment() {}

  /// The variables of the specification with those of the host. Applying it twice changes nothing.
  ///
  /// @param timeZone the host's time zone such as `Europe/Prague`, which a caller's own `TZ`
  ///   overrides; empty: not known
  public static Environment of(ContainerSpec spec, String timeZone, PlanOptions options) {
    Environment named =
        spec.environment().with(Map.of(SERVICE_NAME, spec.name().text().replace('_', '-')));
    boolean zoned =
        !options.injectTimeZone() || timeZone.isEmpty() || named.variables().containsKey(TIME_ZONE);
    return zoned ? named : named.with(Map.of(TIME_ZONE, timeZone));
  }
}
