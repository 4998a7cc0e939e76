package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One job, from asking for it to its end, across lost connections: systemd goes on with a job
/// meanwhile. Once it has a path it is looked for on the next connection, and when it is gone the
/// unit tells what came of it. One that was lost before its path was known is asked for again, but
/// for a restart that has begun or happened since.
final class PendingJob {
  private final UnitJob job;
  private final UnitName unit;
  private final Deadline deadline;
  private final Duration callLimit;
  private @Nullable String path;

  /// When the unit had last begun to start before a restart was asked for; null: none was.
  private @Nullable String earlierStart;

  PendingJob(UnitJob job, UnitName unit, Deadline deadline, Duration callLimit) {
    this.job = job;
    this.unit = unit;
    this.deadline = deadline;
    this.callLimit = callLimit;
  }

  /// How it ended.
  ///
  /// @throws BusException of the reason `LOST` when another connection is needed to follow it on
  JobResult follow(BusConnection connection) {
    try (JobWatch watch = connection.watch(unit.text())) {
      if (path != null || earlierStart != null) {
        UnitState state = Systemd.state(connection, unit, answer());
        if (isOver(state, connection)) {
          return job.judge(state);
        }
        path = state.hasJob() ? state.job() : path;
      }
      String followed = path == null ? enqueue(connection) : path;
      path = followed;
      String word = watch.await(followed, deadline);
      return word == null ? JobResult.TIMED_OUT : UnitJob.result(word);
    }
  }

  /// Whether what was asked for on an earlier connection has come to its end since.
  private boolean isOver(UnitState state, BusConnection connection) {
    return path == null
        ? !state.hasJob() && !Systemd.lastStart(connection, unit, answer()).equals(earlierStart)
        : !state.job().equals(path);
  }

  /// Asked to forget failures in the same breath, systemd does that first; so no start meets the
  /// limit of earlier ones.
  private String enqueue(BusConnection connection) {
    if (job == UnitJob.STOP) {
      return Systemd.enqueue(connection, job, unit, answer());
    }
    if (job == UnitJob.RESTART && earlierStart == null) {
      earlierStart = Systemd.lastStart(connection, unit, answer());
    }
    Consumer<Deadline> forgotten = Systemd.askToForget(connection, unit);
    String queued = Systemd.enqueue(connection, job, unit, answer());
    forgotten.accept(answer());
    return queued;
  }

  private Deadline answer() {
    return deadline.within(callLimit);
  }
}
