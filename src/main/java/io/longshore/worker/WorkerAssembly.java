package io.longshore.worker;

import io.longshore.engine.ContainerEngine;
import io.longshore.engine.SharedPulls;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.Ledger;
import io.longshore.ledger.OffsetTracker;
import io.longshore.ledger.Past;
import io.longshore.ledger.ResultPublisher;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.Planner;
import io.longshore.policy.Policy;
import io.longshore.supervisor.ServiceManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

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
  /// @param past what earlier workers have left undone
  public record Log(
      CommandSource source,
      ResultPublisher publisher,
      FirstResults firstResults,
      Ledger ledger,
      OffsetTracker offsets,
      Past past) {
    /// Of a host whose earlier workers left nothing undone.
    public Log(
        CommandSource source,
        ResultPublisher publisher,
        FirstResults firstResults,
        Ledger ledger,
        OffsetTracker offsets) {
      this(source, publisher, firstResults, ledger, offsets, Past.NONE);
    }
  }

  /// Bounds.
  ///
  /// @param mostInFlight messages taken and not answered, at least 1; a heavy one counts as several
  /// @param pullLimit the longest that a pull may take
  /// @param outageLimit how long a command without a deadline waits for an engine or a systemd that
  ///   does not answer
  /// @param dedupeWindow how long an answered command is remembered; an older command is not
  ///   carried out
  /// @param supersede whether a later command may make one pointless that waits
  public record Limits(
      int mostInFlight,
      Duration pullLimit,
      Duration outageLimit,
      Duration dedupeWindow,
      boolean supersede) {
    /// One lane of so many may stand still before the worker takes in no more.
    private static final int SHARE = 8;

    /// With commands superseded.
    public Limits(
        int mostInFlight, Duration pullLimit, Duration outageLimit, Duration dedupeWindow) {
      this(mostInFlight, pullLimit, outageLimit, dedupeWindow, true);
    }

    /// How many messages may wait for one resource before those of others are let by.
    private int crowd() {
      return Math.max(1, mostInFlight / SHARE);
    }
  }

  /// A worker that is ready to run; what earlier ones owe is answered when this returns.
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
    Beginnings beginnings = new Beginnings(log.publisher, log.ledger, clock);
    CommandHandler handler =
        new CommandHandler(
            new Observer(host.engine, host.services, host.files, options),
            new Planner(options),
            new PlanExecutor(performer, clock, steady),
            beginnings,
            log.publisher,
            outages,
            log.ledger.control(),
            clock,
            steady);
    Turns turns = new Turns(limits.crowd());
    Admission admission = new Admission(policy, log.ledger.control(), limits.dedupeWindow, clock);
    Answers answers = new Answers(log.publisher, log.ledger);
    Canceller canceller =
        new Canceller(turns, log.ledger, log.firstResults, beginnings, answers, clock);
    Answerer answerer =
        new Answerer(
            handler,
            new HostController(
                canceller, log.ledger.control(), beginnings, limits.dedupeWindow, clock),
            admission,
            new Superseding(limits.supersede, turns, log.ledger, admission),
            log.ledger,
            log.firstResults,
            answers,
            clock);
    Worker worker =
        new Worker(
            log.source,
            log.publisher,
            log.ledger,
            turns,
            answerer,
            new Expiry(turns, log.ledger, admission, answers),
            new Intake(limits.mostInFlight, List.of(() -> !log.offsets.hasRoom(), outages::any)),
            clock);
    new Recovery(host, log.publisher, log.ledger, clock).settle(log.past, worker);
    return worker;
  }
}
