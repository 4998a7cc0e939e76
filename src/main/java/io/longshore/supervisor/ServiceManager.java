package io.longshore.supervisor;

import io.longshore.availability.Availability;
import io.longshore.plan.ObservedUnit;
import io.longshore.plan.UnitName;
import java.time.Duration;
import java.util.Optional;

/// systemd, as far as containers need it. All methods throw [SupervisorException]; calls may come
/// from many threads.
public interface ServiceManager extends AutoCloseable {
  /// The unit's file and state; empty when there is neither a file nor a loaded unit.
  Optional<ObservedUnit> find(UnitName unit);

  /// Writes the unit file, enables it, reloads and checks that systemd has read it. False when file
  /// and enablement were so already.
  boolean install(UnitName unit, String text);

  /// Stops the unit if it is up, disables it, deletes its file, reloads and forgets its failures.
  /// False when there was nothing.
  boolean uninstall(UnitName unit, Duration limit);

  /// Starts the unit, forgetting earlier failures first, and waits for the job's own result.
  JobResult start(UnitName unit, Duration limit);

  /// Stops the unit and waits for the job's own result; one that is not up needs nothing and is
  /// [JobResult#DONE]. Failures, earlier ones and that of being killed, are forgotten.
  JobResult stop(UnitName unit, Duration limit);

  /// Restarts the unit and waits for the job's own result.
  JobResult restart(UnitName unit, Duration limit);

  /// Forgets the unit's failures. Does nothing where it has none, or there is no such unit.
  void forget(UnitName unit);

  /// Watches the unit; empty when there is neither a file nor a loaded unit. To be closed.
  Optional<UnitWatch> watch(UnitName unit);

  /// How the unit's last run ended, with the last lines of its journal. It explains another failure
  /// and hides none: what cannot be found out is left empty.
  UnitReport report(UnitName unit, int journalLines);

  /// Whether systemd answers; empty where there is none by configuration.
  Optional<Availability> availability();

  /// Gives back the connection.
  @Override
  void close();

  /// How a job ended (`JobRemoved`), and [#TIMED_OUT] when it had not within the limit.
  enum JobResult {
    DONE,
    CANCELED,
    TIMEOUT,
    FAILED,
    DEPENDENCY,
    SKIPPED,
    /// Any other word of systemd's.
    OTHER,
    /// The limit passed before the job ended.
    TIMED_OUT
  }
}
