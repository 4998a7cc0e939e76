package io.longshore.supervisor.systemd;

import io.longshore.plan.ObservedUnit.ActiveState;

/// What systemd shows of a unit.
///
/// @param load `LoadState` such as `loaded`, `not-found`, `bad-setting` or `masked`
/// @param active `ActiveState`
/// @param sub `SubState`
/// @param job the path of the job that the unit waits for; `/` when there is none
/// @param result `Result` of the service
/// @param outdated whether the unit file changed since systemd read it (`NeedDaemonReload`)
/// @param fileState `UnitFileState` such as `enabled` or `disabled`; empty when there is no file
record UnitState(
    String load,
    ActiveState active,
    String sub,
    String job,
    String result,
    boolean outdated,
    String fileState) {
  private static final String NO_JOB = "/";

  boolean loaded() {
    return load.equals("loaded");
  }

  /// Whether there is nothing of the unit but its name, which systemd makes a unit of for whoever
  /// asks.
  boolean absent() {
    return load.equals("not-found") && active == ActiveState.INACTIVE && !hasJob();
  }

  boolean hasJob() {
    return !job.equals(NO_JOB);
  }

  boolean enabled() {
    return fileState.equals("enabled");
  }
}
