package io.longshore.worker;

import io.longshore.engine.ContainerEngine;
import io.longshore.engine.SharedPulls;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.ResultPublisher;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.Planner;
import io.longshore.policy.Policy;
import io.longshore.supervisor.ServiceManager;
import java.time.Duration;
import java.time.InstantSource;

/// Puts a worker together from its ports.
public final class WorkerAssembly {
  private WorkerAssembly() {}

  /// What is there to work with on the host.
  ///
  /// @param engine the container engine
  /// @param services systemd, or what stands in for it
  /// @param files the host's files
  public record Host(ContainerEngine engine, ServiceManager services, HostFiles files) {}

  /// Where commands come from and results go.
  ///
  /// @param source the command topic
  /// @param publisher the result topic
  /// @param firstResults results published before
  /// @param ledger what is known of commands
  /// @param offsets which messages are done
  public record Log(
      CommandSource source,
      ResultPublisher publisher,
      FirstResults firstResults,
      Ledger ledger,
      OffsetTracker offsets) {}

  /// Bounds.
  ///
  /// @param mostInFlight messages taken and not answered, at least 1
  /// @param pullLimit the longest that a pull may take
  /// @param outageLimit how long a command without a deadline waits for an engine or a systemd that
  ///   does not answer
  /// @param dedupeWindow how long an answered command is remembered; an older command is not
  ///   carried out
  public record Limits(
      int mostInFlight, Duration pullLimit, Duration outageLimit, Duration dedupeWindow) {}

  /// A worker that is ready to run.
  public static Worker worker(
      Host host, Log log, Policy policy, PlanOptions options, Limits limits, InstantSource clock) {
    SteadyClock steady = SteadyClock.from(clock);
    RunWatcher watcher =
        new RunWatcher(host.engine, host.services, options, limits.dedupeWindow, steady);
    StepPerformer performer =
        new StepPerformer(
            SharedPulls.in(host.engine),
            host.services,
            host.files,
            watcher,
            limits.pullLimit,
            steady);
    Outages outages = new Outages(host.engine, host.services, clock, limits.outageLimit);
    CommandHandler handler =
        new CommandHandler(
            new Observer(host.engine, host.services, host.files, options),
            new Planner(options),
            new PlanExecutor(performer, clock, steady),
            log.publisher,
            log.ledger,
            outages,
            clock,
            steady);
    Answerer answerer =
        new Answerer(
            handler,
            policy,
            log.ledger,
            log.firstResults,
            log.publisher,
            limits.dedupeWindow,
            clock);
    return new Worker(
        log.source,
        log.publisher,
        log.ledger,
        log.offsets,
        answerer,
        limits.mostInFlight,
        outages::any,
        clock);
  }
}
