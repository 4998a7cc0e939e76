package io.longshore.supervisor;

import io.longshore.availability.Availability;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit;
import io.longshore.plan.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What stands for systemd where the engine keeps containers running by itself: there are no units,
/// and none can be made.
public final class AbsentServiceManager implements ServiceManager {
  @Override
  public Optional<ObservedUnit> find(UnitName unit) {
    return Optional.empty();
  }

  @Override
  public boolean install(UnitName unit, String text) {
    throw refusal("install", unit);
  }

  @Override
  public boolean uninstall(UnitName unit, Duration limit) {
    throw refusal("remove", unit);
  }

  @Override
  public JobResult start(UnitName unit, Duration limit) {
    throw refusal("start", unit);
  }

  @Override
  public JobResult stop(UnitName unit, Duration limit) {
    throw refusal("stop", unit);
  }

  @Override
  public JobResult restart(UnitName unit, Duration limit) {
    throw refusal("restart", unit);
  }

  @Override
  public void forget(UnitName unit) {
    throw refusal("reset", unit);
  }

  @Override
  public Optional<UnitWatch> watch(UnitName unit) {
    return Optional.empty();
  }

  @Override
  public UnitReport report(UnitName unit, int journalLines) {
    return new UnitReport("", "", List.of());
  }

  @Override
  public Optional<Availability> availability() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // There is nothing to give back.
  }

  private static SupervisorException refusal(String attempt, UnitName unit) {
    return new SupervisorException(
        FailureKind.SUPERVISOR_UNAVAILABLE,
        "this worker is configured with supervisor: engine and cannot " + attempt + " " + unit,
        "configure supervisor: systemd on a machine run by systemd, or send commands that need no unit",
        null,
        null);
  }
}
