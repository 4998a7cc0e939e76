package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import io.longshore.supervisor.SupervisorException;
import io.longshore.supervisor.systemd.UnitState.Reading;
import java.time.Duration;

/// Brings unit files to systemd and takes them away.
final class UnitInstaller {
  private final Bus bus;
  private final UnitFiles files;
  private final UnitJobs jobs;
  private final Reloads reloads;

  UnitInstaller(Bus bus, UnitFiles files, UnitJobs jobs, SystemdSettings settings) {
    this.bus = bus;
    this.files = files;
    this.jobs = jobs;
    this.reloads = new Reloads(() -> reload(settings.reloadLimit()));
  }

  private void reload(Duration limit) {
    Deadline deadline = Deadline.in(limit);
    bus.run(deadline, connection -> Systemd.reload(connection, deadline));
  }

  /// Writes, enables, then reloads: the other way round systemd would not know the link, and forget
  /// the unit. Where systemd does not tell whether it has read the unit, it is made to.
  ///
  /// @return false when nothing had to be done
  boolean install(UnitName unit, String text) {
    refuseMasked(unit);
    boolean same = files.read(unit).filter(text::equals).isPresent();
    if (!same) {
      files.write(unit, text);
    }
    boolean asWritten = !files.enable(unit) && same;
    UnitState before = jobs.state(unit);
    if (asWritten && before.loaded() && before.reading() == Reading.CURRENT) {
      return false;
    }
    reloads.reload();
    check(unit, jobs.state(unit));
    return !asWritten || !settled(before);
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

  private static boolean settled(UnitState state) {
    return state.loaded() && state.reading() != Reading.OUTDATED;
  }

  private static void check(UnitName unit, UnitState state) {
    if (!settled(state)) {
      throw new SupervisorException(
          FailureKind.SUPERVISOR,
          "systemd did not take over the unit file of " + unit,
          "see `systemctl status " + unit + "` and `systemd-analyze verify " + unit + "`",
          "LoadState=" + state.load() + " NeedDaemonReload=" + (state.reading() != Reading.CURRENT),
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
}
