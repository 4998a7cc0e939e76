package io.longshore.supervisor.systemd;

import io.longshore.availability.Availability;
import io.longshore.availability.Deadline;
import io.longshore.availability.Gate;
import io.longshore.availability.Probing;
import io.longshore.plan.ObservedUnit;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager;
import io.longshore.supervisor.UnitReport;
import io.longshore.supervisor.UnitWatch;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// systemd over its D-Bus interface: results come by signals, and a bus or a systemd that is
/// restarted meanwhile is waited for.
///
/// Callers may be virtual threads.
public final class SystemdServiceManager implements ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger(SystemdServiceManager.class);

  private final Duration callLimit;
  private final Bus bus;
  private final Gate gate;
  private final UnitFiles files;
  private final UnitJobs jobs;
  private final UnitInstaller installer;
  private final UnitJournal journal;
  private final Failures failures;

  /// Opens nothing yet.
  ///
  /// @param settings where systemd is
  public SystemdServiceManager(SystemdSettings settings) {
    this(settings, Probing.DEFAULT, InstantSource.system());
  }

  /// Opens nothing yet.
  ///
  /// @param settings where systemd is
  /// @param probing how outages are found
  /// @param clock tells since when an outage lasts
  public SystemdServiceManager(SystemdSettings settings, Probing probing, InstantSource clock) {
    this.callLimit = settings.callLimit();
    this.bus = new Bus(settings.busAddress(), callLimit);
    this.gate = new Gate("systemd", () -> probe(bus, probing.limit()), probing, clock);
    this.files = new UnitFiles(settings.unitDirectory());
    this.jobs = new UnitJobs(bus, callLimit, gate);
    this.installer = new UnitInstaller(bus, files, jobs, settings);
    this.journal = new UnitJournal(settings.commandPrefix());
    this.failures = new Failures(settings.busAddress());
    bus.onLoss(gate::suspect);
  }

  private static void probe(Bus bus, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    String _ = bus.with(deadline, connection -> Systemd.version(connection, deadline));
  }

  /// Begins to connect and returns at once: the first connection of a JVM takes about half a
  /// second, which the worker spends on other things. Whether it works shows with the first call.
  public void connect() {
    CompletableFuture<BusConnection> _ = bus.connecting();
  }

  /// systemd's version, such as `257.9-1~deb13u1`.
  ///
  /// @throws io.longshore.supervisor.SupervisorException when it does not answer
  public String version() {
    return attempt(
        "look at",
        new UnitName("longshore-worker.service"),
        () -> bus.with(answer(), connection -> Systemd.version(connection, answer())));
  }

  @Override
  public Optional<ObservedUnit> find(UnitName unit) {
    return attempt("look at", unit, () -> bus.with(answer(), connection -> find(connection, unit)));
  }

  /// Reads the file while systemd thinks.
  private Optional<ObservedUnit> find(BusConnection connection, UnitName unit) {
    Function<Deadline, UnitState> asked = Systemd.askState(connection, unit);
    Optional<String> text = files.read(unit);
    UnitState state = asked.apply(answer());
    if (text.isEmpty() && state.absent()) {
      return Optional.empty();
    }
    boolean settled = state.enabled() && state.reading() != UnitState.Reading.OUTDATED;
    return Optional.of(new ObservedUnit(text.orElse(null), settled, state.active()));
  }

  @Override
  public boolean install(UnitName unit, String text) {
    return attempt("install", unit, () -> installer.install(unit, text));
  }

  @Override
  public boolean uninstall(UnitName unit, Duration limit) {
    return attempt("remove", unit, () -> installer.uninstall(unit, limit));
  }

  @Override
  public JobResult start(UnitName unit, Duration limit) {
    return attempt("start", unit, () -> jobs.start(UnitJob.START, unit, limit));
  }

  @Override
  public JobResult stop(UnitName unit, Duration limit) {
    return attempt("stop", unit, () -> jobs.stop(unit, limit));
  }

  @Override
  public JobResult restart(UnitName unit, Duration limit) {
    return attempt("restart", unit, () -> jobs.start(UnitJob.RESTART, unit, limit));
  }

  @Override
  public void forget(UnitName unit) {
    boolean _ =
        attempt(
            "reset",
            unit,
            () -> {
              jobs.forget(unit);
              return true;
            });
  }

  @Override
  public Optional<UnitWatch> watch(UnitName unit) {
    Watch watch = new Watch(unit);
    boolean kept = false;
    try {
      kept = watch.exists();
      return kept ? Optional.of(watch) : Optional.empty();
    } finally {
      if (!kept) {
        watch.close();
      }
    }
  }

  @Override
  public UnitReport report(UnitName unit, int journalLines) {
    List<String> lines = journal.tail(unit, journalLines);
    try {
      UnitEnd end = bus.with(answer(), connection -> Systemd.end(connection, unit, answer()));
      return new UnitReport(end.result(), end.mainProcess(), lines);
    } catch (BusException e) {
      LOG.atWarn()
          .addKeyValue("unit", unit)
          .addKeyValue("reason", e.getMessage())
          .log("systemd does not tell how the unit ended");
      return new UnitReport("", "", lines);
    }
  }

  @Override
  public Optional<Availability> availability() {
    return Optional.of(gate);
  }

  /// As [#availability], with its breaker.
  public Gate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.close();
    bus.close();
  }

  private Deadline answer() {
    return Deadline.in(callLimit);
  }

  private final class Watch implements UnitWatch {
    private final UnitName unit;
    private final WatchedUnit watched;

    Watch(UnitName unit) {
      this.unit = unit;
      this.watched = new WatchedUnit(bus, unit, callLimit);
    }

    boolean exists() {
      return attempt("watch", unit, watched::exists);
    }

    @Override
    public boolean awaitDown(Duration limit) {
      return attempt("watch", unit, () -> watched.awaitDown(Deadline.in(limit)));
    }

    @Override
    public boolean awaitPauseOrDown(Duration limit) {
      return attempt("watch", unit, () -> watched.awaitPauseOrDown(Deadline.in(limit)));
    }

    @Override
    public void close() {
      watched.close();
    }
  }

  private <T> T attempt(String what, UnitName unit, Supplier<T> work) {
    try {
      return work.get();
    } catch (BusException e) {
      throw failures.of(what, unit, e);
    } catch (UncheckedIOException e) {
      throw Failures.of(e);
    }
  }
}
