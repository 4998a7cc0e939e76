package io.longshore.supervisor;

import io.longshore.availability.Availability;
import io.longshore.availability.Gate;
import io.longshore.availability.Probing;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedUnit;
import io.longshore.plan.ObservedUnit.ActiveState;
import io.longshore.plan.UnitName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A systemd in memory. Starts and stops are told to a listener, so that a fake engine's container
/// can follow its unit.
///
/// What a start comes to is decided by the function given, from the unit's text; a job that does
/// not end is [ServiceManager.JobResult#TIMED_OUT] without any waiting. Faults: [#failNext],
/// [#unavailable].
public final class FakeServiceManager implements ServiceManager {
  private static final Probing SOON =
      new Probing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(5),
          Duration.ofMillis(50));

  private final Map<UnitName, Unit> units = new HashMap<>();
  private final Map<UnitName, List<String>> journals = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Function<String, JobResult> startResult;
  private Listener listener = new Listener() {};
  private Consumer<String> onCall = _ -> {};
  private @Nullable JobResult nextResult;
  private boolean unavailable;

  private final Gate gate = new Gate("systemd", this::probe, SOON, InstantSource.system());

  /// All starts succeed.
  public FakeServiceManager() {
    this(_ -> JobResult.DONE);
  }

  /// @param startResult from a unit's text to the result of starting it
  public FakeServiceManager(Function<String, JobResult> startResult) {
    this.startResult = startResult;
  }

  /// Told after each successful start, restart and stop; called with no lock that its own calls
  /// back would need.
  public interface Listener {
    /// The unit's process was begun.
    default void started(UnitName unit) {}

    /// The unit's process was ended.
    default void stopped(UnitName unit) {}
  }

  /// Replaces the listener.
  public synchronized void listener(Listener next) {
    listener = next;
  }

  /// Is told of every call that [#calls] will have, when it is made.
  public synchronized void onCall(Consumer<String> observer) {
    onCall = observer;
  }

  /// The next job ends so, whatever it is, and changes nothing unless that is
  /// [ServiceManager.JobResult#DONE].
  public synchronized void failNext(JobResult result) {
    nextResult = result;
  }

  /// Whether every call fails as if there were no systemd.
  public synchronized void unavailable(boolean now) {
    unavailable = now;
  }

  private synchronized void probe() {
    if (unavailable) {
      throw new IllegalStateException("there is no systemd");
    }
  }

  @Override
  public Optional<Availability> availability() {
    return Optional.of(gate);
  }

  /// The calls that changed something or tried to, oldest first, such as `start
  /// kolla-x-container.service`.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// Brings a unit into a state that nobody asked for, for instance a process that ended by itself.
  public synchronized void set(UnitName unit, ActiveState active, String subState, String result) {
    Unit known = units.getOrDefault(unit, Unit.NONE);
    units.put(unit, new Unit(known.text, known.settled, active, subState, result));
    notifyAll();
  }

  /// What the unit's journal holds from now on, oldest first.
  public synchronized void journal(UnitName unit, List<String> lines) {
    journals.put(unit, List.copyOf(lines));
  }

  @Override
  public synchronized Optional<ObservedUnit> find(UnitName unit) {
    refuseIfUnavailable(unit);
    return Optional.ofNullable(units.get(unit))
        .map(known -> new ObservedUnit(known.text, known.settled, known.active));
  }

  @Override
  public synchronized boolean install(UnitName unit, String text) {
    record("install", unit);
    Unit known = units.getOrDefault(unit, Unit.NONE);
    units.put(unit, new Unit(text, true, known.active, known.subState, known.result));
    return !(known.settled && text.equals(known.text));
  }

  @Override
  public boolean uninstall(UnitName unit, Duration limit) {
    synchronized (this) {
      record("uninstall", unit);
      if (!units.containsKey(unit)) {
        return false;
      }
    }
    JobResult stopped = stopIfUp(unit);
    if (stopped != JobResult.DONE && stopped != JobResult.SKIPPED) {
      throw new SupervisorException(
          FailureKind.SUPERVISOR, "cannot remove " + unit, "stop it", "job " + stopped, null);
    }
    synchronized (this) {
      units.remove(unit);
      notifyAll();
    }
    return true;
  }

  @Override
  public JobResult start(UnitName unit, Duration limit) {
    return begin("start", unit);
  }

  @Override
  public JobResult restart(UnitName unit, Duration limit) {
    return begin("restart", unit);
  }

  private JobResult begin(String call, UnitName unit) {
    boolean wasUp;
    JobResult result;
    synchronized (this) {
      record(call, unit);
      String text = installedText(unit);
      forgiveIfFailed(unit);
      wasUp =
          call.equals("start") && units.getOrDefault(unit, Unit.NONE).active == ActiveState.ACTIVE;
      result = takeResult(wasUp ? JobResult.DONE : startResult.apply(text));
      set(
          unit,
          activeAfter(result),
          result == JobResult.DONE ? "running" : "",
          result == JobResult.DONE ? "success" : "exit-code");
    }
    if (result == JobResult.DONE && !wasUp) {
      listener().started(unit);
    }
    return result;
  }

  private static ActiveState activeAfter(JobResult start) {
    return switch (start) {
      case DONE -> ActiveState.ACTIVE;
      case TIMED_OUT -> ActiveState.ACTIVATING;
      case FAILED, TIMEOUT -> ActiveState.FAILED;
      case CANCELED, DEPENDENCY, SKIPPED, OTHER -> ActiveState.INACTIVE;
    };
  }

  private String installedText(UnitName unit) {
    String text = units.getOrDefault(unit, Unit.NONE).text;
    if (text == null) {
      throw new SupervisorException(
          FailureKind.SUPERVISOR,
          "systemd refuses to start " + unit,
          "install it",
          "NoSuchUnit",
          null);
    }
    return text;
  }

  @Override
  public JobResult stop(UnitName unit, Duration limit) {
    synchronized (this) {
      record("stop", unit);
    }
    return stopIfUp(unit);
  }

  private JobResult stopIfUp(UnitName unit) {
    JobResult result;
    synchronized (this) {
      Unit known = units.getOrDefault(unit, Unit.NONE);
      if (!known.active.up()) {
        forgiveIfFailed(unit);
        return JobResult.DONE;
      }
      result = takeResult(JobResult.DONE);
      if (result == JobResult.DONE) {
        set(unit, ActiveState.INACTIVE, "dead", "success");
      }
    }
    if (result == JobResult.DONE) {
      listener().stopped(unit);
      forgiveIfFailed(unit);
    }
    return result;
  }

  @Override
  public synchronized void forget(UnitName unit) {
    refuseIfUnavailable(unit);
    forgiveIfFailed(unit);
  }

  private synchronized void forgiveIfFailed(UnitName unit) {
    if (units.getOrDefault(unit, Unit.NONE).active == ActiveState.FAILED) {
      record("reset-failed", unit);
      set(unit, ActiveState.INACTIVE, "dead", "success");
    }
  }

  @Override
  public synchronized Optional<UnitWatch> watch(UnitName unit) {
    refuseIfUnavailable(unit);
    return units.containsKey(unit) ? Optional.of(new Watch(unit)) : Optional.empty();
  }

  private final class Watch implements UnitWatch {
    private final UnitName unit;

    Watch(UnitName unit) {
      this.unit = unit;
    }

    @Override
    public boolean awaitDown(Duration limit) {
      return FakeServiceManager.this.await(unit, known -> !known.active.up(), limit);
    }

    @Override
    public boolean awaitPauseOrDown(Duration limit) {
      return FakeServiceManager.this.await(
          unit, known -> !known.active.up() || known.subState.startsWith("auto-restart"), limit);
    }

    @Override
    public void close() {
      // Memory only.
    }
  }

  private synchronized boolean await(UnitName unit, Predicate<Unit> wanted, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!wanted.test(units.getOrDefault(unit, Unit.NONE))) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  @Override
  public synchronized UnitReport report(UnitName unit, int journalLines) {
    List<String> lines = journals.getOrDefault(unit, List.of());
    Unit known = units.get(unit);
    return new UnitReport(
        known == null || unavailable ? "" : known.result,
        known == null || known.active != ActiveState.FAILED ? "" : "exited 1",
        lines.subList(Math.max(0, lines.size() - journalLines), lines.size()));
  }

  @Override
  public void close() {
    // Memory only.
  }

  private synchronized Listener listener() {
    return listener;
  }

  private JobResult takeResult(JobResult otherwise) {
    JobResult result = nextResult == null ? otherwise : nextResult;
    nextResult = null;
    return result;
  }

  private void record(String call, UnitName unit) {
    refuseIfUnavailable(unit);
    calls.add(call + " " + unit);
    onCall.accept(call + " " + unit);
  }

  private void refuseIfUnavailable(UnitName unit) {
    if (unavailable) {
      throw new SupervisorException(
          FailureKind.SUPERVISOR_UNAVAILABLE,
          "cannot ask about " + unit + ": no systemd answers",
          "start it",
          null,
          null);
    }
  }

  private record Unit(
      @Nullable String text, boolean settled, ActiveState active, String subState, String result) {
    static final Unit NONE = new Unit(null, false, ActiveState.INACTIVE, "dead", "success");
  }
}
