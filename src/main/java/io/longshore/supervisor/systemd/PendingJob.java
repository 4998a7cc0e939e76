package io.longshore.supervisor.systemd;

import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One job, from asking for it to its end, across lost connections: systemd goes on with a job
/// meanwhile. Once it has a path it is looked for on the next connection, and when it is gone the
/// unit tells what came of it. One that was lost before its path was known is asked for again, so
/// that a restart may then happen twice.
final class PendingJob {
  private final UnitJob job;
  private final UnitName unit;
  private final Deadline deadline;
  private final Duration callLimit;
  private @Nullable String path;

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
      String followed = path;
      if (followed == null) {
        followed = enqueue(connection);
        path = followed;
      } else {
        UnitState state = Systemd.state(connection, unit, answer());
        if (!state.job().equals(followed)) {
          return job.judge(state);
        }
      }
      String word = watch.await(followed, deadline);
      return word == null ? JobResult.TIMED_OUT : UnitJob.result(word);
    }
  }

  /// Asked to forget failures in the same breath, systemd does that first; so no start meets the
  /// limit of earlier ones.
  private String enqueue(BusConnection connection) {
    if (job == UnitJob.STOP) {
      return Systemd.enqueue(connection, job, unit, answer());
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
