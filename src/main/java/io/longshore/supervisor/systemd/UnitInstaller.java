package io.longshore.supervisor.systemd;

import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import io.longshore.supervisor.SupervisorException;
import java.time.Duration;

/// Brings unit files to systemd and takes them away.
final class UnitInstaller {
  private static final int MORE_RELOADS = 3;

  private final Bus bus;
  private final UnitFiles files;
  private final UnitJobs jobs;
  private final Duration callLimit;
  private final Reloads reloads;

  UnitInstaller(Bus bus, UnitFiles files, UnitJobs jobs, SystemdSettings settings) {
    this.bus = bus;
    this.files = files;
    this.jobs = jobs;
    this.callLimit = settings.callLimit();
    this.reloads = new Reloads(() -> reload(settings.reloadLimit()));
  }

  private void reload(Duration limit) {
    Deadline deadline = Deadline.in(limit);
    bus.run(deadline, connection -> Systemd.reload(connection, deadline));
  }

  /// Writes, enables, then reloads: the other way round systemd would not know the link, and forget
  /// the unit.
  ///
  /// @return false when nothing had to be done
  boolean install(UnitName unit, String text) {
    refuseMasked(unit);
    boolean same = files.read(unit).filter(text::equals).isPresent();
    if (!same) {
      files.write(unit, text);
    }
    boolean linked = enable(unit);
    if (same && !linked && settled(jobs.state(unit))) {
      return false;
    }
    check(unit, reloadUntilSettled(unit));
    return true;
  }

  /// With dozens of units installed side by side systemd was seen to call one outdated right after
  /// the reload that read it; the next reload settles it.
  private UnitState reloadUntilSettled(UnitName unit) {
    reloads.reload();
    UnitState state = jobs.state(unit);
    for (int more = 0; more < MORE_RELOADS && !settled(state); more++) {
      reloads.reload();
      state = jobs.state(unit);
    }
    return state;
  }

  /// Writing the file would undo what an operator did on purpose.
  private void refuseMasked(UnitName unit) {
    if (files.masked(unit)) {
      throw new SupervisorException(
          FailureKind.SUPERVISOR,
          unit + " is masked: somebody forbade it on this host",
          "`systemctl unmask " + unit + "` allows it again",
          null,
          null);
    }
  }

  private boolean enable(UnitName unit) {
    Deadline deadline = Deadline.in(callLimit);
    return bus.with(deadline, connection -> Systemd.enable(connection, unit, deadline));
  }

  private static boolean settled(UnitState state) {
    return state.loaded() && !state.outdated();
  }

  private static void check(UnitName unit, UnitState state) {
    if (!settled(state)) {
      throw new SupervisorException(
          FailureKind.SUPERVISOR,
          "systemd did not take over the unit file of " + unit,
          "see `systemctl status " + unit + "` and `systemd-analyze verify " + unit + "`",
          "LoadState=" + state.load() + " NeedDaemonReload=" + state.outdated(),
          null);
    }
  }

  /// Stops, disables, deletes, reloads, forgets.
  ///
  /// @return false when there was nothing
  boolean uninstall(UnitName unit, Duration limit) {
    UnitState state = jobs.state(unit);
    boolean file = files.read(unit).isPresent();
    boolean up = state.active().up() || state.hasJob();
    if (!file && !files.linked(unit) && !up && state.active() != ActiveState.FAILED) {
      return false;
    }
    if (up) {
      stop(unit, limit);
    }
    disable(unit);
    files.delete(unit);
    reloads.reload();
    jobs.forget(unit);
    return true;
  }

  private void stop(UnitName unit, Duration limit) {
    JobResult result = jobs.stop(unit, limit);
    boolean stopped =
        switch (result) {
          case DONE, SKIPPED -> true;
          case CANCELED, TIMEOUT, FAILED, DEPENDENCY, OTHER, TIMED_OUT -> false;
        };
    if (!stopped) {
      throw new SupervisorException(
          FailureKind.SUPERVISOR,
          "cannot remove " + unit + " since it does not stop",
          "see `systemctl status " + unit + "`; the unit was left as it is",
          "job " + result,
          null);
    }
  }

  private void disable(UnitName unit) {
    Deadline deadline = Deadline.in(callLimit);
    bus.run(deadline, connection -> Systemd.disable(connection, unit, deadline));
  }
}
