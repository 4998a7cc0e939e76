package io.longshore.supervisor.systemd;

import io.longshore.plan.ObservedUnit.ActiveState;

/// What systemd shows of a unit.
///
/// @param load `LoadState` such as `loaded`, `not-found`, `bad-setting` or `masked`
/// @param active `ActiveState`
/// @param sub `SubState`
/// @param job the path of the job that the unit waits for; `/` when there is none
/// @param result `Result` of the service
/// @param reading whether systemd has read the unit's files as they are
/// @param fileState `UnitFileState` such as `enabled` or `disabled`; empty when there is no file
record UnitState(
    String load,
    ActiveState active,
    String sub,
    String job,
    String result,
    Reading reading,
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

  /// Whether it waits for its next automatic start.
  boolean pausing() {
    return sub.startsWith("auto-restart");
  }

  boolean hasJob() {
    return !job.equals(NO_JOB);
  }

  boolean enabled() {
    return fileState.equals("enabled");
  }

  /// Whether systemd has read a unit's files as they are now, as far as `NeedDaemonReload` tells.
  /// From systemd 255 on that is true of every unit when any unit was enabled or disabled by a call
  /// on the bus and no reload came since.
  enum Reading {
    CURRENT,
    /// Its own file or a drop-in changed since.
    OUTDATED,
    /// A reload is wanted for others' sake, which hides whether also for this unit's.
    UNTOLD
  }
}
