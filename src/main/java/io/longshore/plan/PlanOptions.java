package io.longshore.plan;

import java.time.Duration;

/// What an operator may choose about the meaning of actions; the defaults are the reference's ways
/// or better ones.
///
/// @param supervisor who keeps containers running
/// @param injectTimeZone whether every container gets the host's zone as `TZ` (D17)
/// @param missingConfigCheckerIsSame whether an image without `kolla_set_configs` compares as equal
///   rather than as a failure (D52)
/// @param ignoreNofileAndNproc whether these two limits are never compared, as the reference's
///   (D48)
/// @param acceptOlderUnits whether a unit text of an older Kolla release counts as up to date (D93)
/// @param createBindDirectories whether missing sources of binds are made (D24)
/// @param settle how long a started container must keep running before its start counts; zero: seen
///   running once, as the reference has it
/// @param replacementSettle the same for a container that replaces another, which is put back
///   otherwise
public record PlanOptions(
    Supervisor supervisor,
    boolean injectTimeZone,
    boolean missingConfigCheckerIsSame,
    boolean ignoreNofileAndNproc,
    boolean acceptOlderUnits,
    boolean createBindDirectories,
    Duration settle,
    Duration replacementSettle) {
  /// The defaults.
  public static final PlanOptions DEFAULT =
      new PlanOptions(
          Supervisor.SYSTEMD, true, false, true, true, true, Duration.ZERO, Duration.ofSeconds(1));

  /// The same with the same settling time for every start.
  public PlanOptions settling(Duration time) {
    return new PlanOptions(
        supervisor,
        injectTimeZone,
        missingConfigCheckerIsSame,
        ignoreNofileAndNproc,
        acceptOlderUnits,
        createBindDirectories,
        time,
        time);
  }

  /// Who keeps containers running.
  public enum Supervisor {
    /// A unit for each container, as the reference's.
    SYSTEMD,
    /// The engine's own restart policies, where there is no systemd.
    ENGINE
  }
}
