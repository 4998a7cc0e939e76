package io.longshore.supervisor.systemd;

import io.longshore.availability.Availability;
import io.longshore.availability.Deadline;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.time.Duration;

/// Starts and stops units and waits, by signals only, for what comes of it.
final class UnitJobs {
  private final Bus bus;
  private final Duration callLimit;
  private final Availability availability;

  /// @param availability whether systemd answers at all
  UnitJobs(Bus bus, Duration callLimit, Availability availability) {
    this.bus = bus;
    this.callLimit = callLimit;
    this.availability = availability;
  }

  /// Starts or restarts the unit, after forgetting its earlier failures.
  JobResult start(UnitJob job, UnitName unit, Duration limit) {
    return run(job, unit, Deadline.in(limit));
  }

  /// Stops the unit when it is up or about to be, and waits until it is down; one that failed, also
  /// because this stop had to kill its process, is forgiven.
  JobResult stop(UnitName unit, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    UnitState state = state(unit);
    boolean toStop = state.active().up() || state.hasJob();
    JobResult result = toStop ? runStop(unit, deadline) : JobResult.DONE;
    if (result == JobResult.DONE && (toStop || state.active() == ActiveState.FAILED)) {
      forget(unit);
    }
    return result;
  }

  private JobResult runStop(UnitName unit, Deadline deadline) {
    JobResult result = run(UnitJob.STOP, unit, deadline);
    return result == JobResult.DONE ? awaitDown(unit, deadline) : result;
  }

  UnitState state(UnitName unit) {
    Deadline answer = Deadline.in(callLimit);
    return bus.with(answer, connection -> Systemd.state(connection, unit, answer));
  }

  /// Forgets the unit's failures.
  void forget(UnitName unit) {
    Deadline answer = Deadline.in(callLimit);
    bus.run(answer, connection -> Systemd.askToForget(connection, unit).accept(answer));
  }

  private JobResult run(UnitJob job, UnitName unit, Deadline deadline) {
    try {
      return bus.with(deadline, new PendingJob(job, unit, deadline, callLimit)::follow);
    } catch (BusException e) {
      if (job == UnitJob.STOP && e.named(BusErrors.NO_SUCH_UNIT)) {
        return JobResult.DONE;
      }
      if (deadline.isOver() && e.outOfTime() && availability.answers()) {
        return JobResult.TIMED_OUT;
      }
      throw e;
    }
  }

  /// The end of a stop job and the state of the unit are two things: waits for the state too.
  private JobResult awaitDown(UnitName unit, Deadline deadline) {
    if (!state(unit).active().up()) {
      return JobResult.DONE;
    }
    try (WatchedUnit watched = new WatchedUnit(bus, unit, callLimit)) {
      return watched.awaitDown(deadline) ? JobResult.DONE : JobResult.TIMED_OUT;
    }
  }
}
