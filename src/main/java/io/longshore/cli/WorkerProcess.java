package io.longshore.cli;

import io.longshore.command.HostName;
import io.longshore.config.ConfigReader;
import io.longshore.config.ConfigResult;
import io.longshore.config.SupervisorSettings;
import io.longshore.config.WorkerConfig;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.kafka.BrokerException;
import io.longshore.kafka.BrokerState;
import io.longshore.kafka.KafkaConnection;
import io.longshore.ledger.PublishException;
import io.longshore.logging.LogSetup;
import io.longshore.supervisor.AbsentServiceManager;
import io.longshore.supervisor.ServiceManager;
import io.longshore.supervisor.systemd.ServiceNotifier;
import io.longshore.supervisor.systemd.SystemdServiceManager;
import io.longshore.watch.Part;
import io.longshore.wire.CommandDecoder;
import io.longshore.worker.Worker;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.event.Level;

/// A worker as a process: puts it together from its adapters, runs it, and ends it in order.
public final class WorkerProcess {
  /// On top of the time to drain: for the last results to be published and everything to be closed.
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final WorkerConfig config;
  private final ServiceNotifier notifier;
  private final Ending ending;
  private final Wrapping wrapping;
  private final WorkerWatch watch;
  private volatile long lastRound = System.nanoTime();
  private volatile boolean draining;

  private WorkerProcess(
      WorkerConfig config,
      ServiceNotifier notifier,
      Ending ending,
      Wrapping wrapping,
      WorkerWatch watch) {
    this.config = config;
    this.notifier = notifier;
    this.ending = ending;
    this.wrapping = wrapping;
    this.watch = watch;
  }

  /// Works until a signal comes or no result can be published any more. Problems of the
  /// configuration go to standard error.
  ///
  /// @param wrapping what the worker's ports are put into
  /// @return the process's exit code
  public static int run(WorkerArguments arguments, Wrapping wrapping) {
    return run(arguments, wrapping, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  /// The same.
  ///
  /// @param errors where problems of the configuration are told
  static int run(WorkerArguments arguments, Wrapping wrapping, PrintWriter errors) {
    Thread.ofPlatform().daemon().name("longshore-warm-up").start(WorkerProcess::warmUp);
    return switch (ConfigReader.ofThisMachine().read(arguments.config())) {
      case ConfigResult.Invalid invalid -> refuse(arguments.config(), invalid, errors);
      case ConfigResult.Valid valid -> run(valid.config(), arguments.debug(), wrapping);
    };
  }

  /// Does what takes some tenths of a second while the configuration is read; the decoder is not
  /// needed before the first command.
  private static void warmUp() {
    KafkaConnection.warmUp();
    new CommandDecoder(new HostName("warm-up")).warmUp();
  }

  private static int refuse(Path file, ConfigResult.Invalid invalid, PrintWriter errors) {
    invalid
        .problems()
        .forEach(problem -> errors.println("longshore: " + file + ": " + problem.message()));
    errors.flush();
    return (invalid.mayPass() ? ExitCode.FILE : ExitCode.CONFIGURATION).number();
  }

  private static int run(WorkerConfig config, boolean debug, Wrapping wrapping) {
    Level level = debug ? Level.DEBUG : config.log().level();
    LogSetup.apply(config.log().format(), level, config.kafka().properties().secrets());
    try (Ending ending = Ending.listening(Thread.currentThread()::interrupt);
        ServiceNotifier notifier =
            ServiceNotifier.of(System.getenv(), ProcessHandle.current().pid())) {
      ExitCode code = runAlone(config, notifier, ending, wrapping);
      WorkerLog.ended(code);
      return ending.ended(code.number());
    }
  }

  private static ExitCode runAlone(
      WorkerConfig config, ServiceNotifier notifier, Ending ending, Wrapping wrapping) {
    return switch (HostLock.take(config.hostRoot())) {
      case HostLock.Attempt.Taken taken -> WorkerLog.hostIsTaken(taken);
      case HostLock.Attempt.None _ -> runWatched(config, notifier, ending, wrapping);
      case HostLock.Attempt.Held(HostLock lock) -> {
        try (lock) {
          yield runWatched(config, notifier, ending, wrapping);
        }
      }
    };
  }

  private static ExitCode runWatched(
      WorkerConfig config, ServiceNotifier notifier, Ending ending, Wrapping wrapping) {
    try (WorkerWatch watch = new WorkerWatch(config, notifier)) {
      ExitCode code = new WorkerProcess(config, notifier, ending, wrapping, watch).run();
      watch.end(code == ExitCode.SUCCEEDED);
      return code;
    }
  }

  private ExitCode run() {
    try (PodmanEngine engine = WorkerParts.engine(config);
        ServiceManager services = services()) {
      watch.guardedBy(Part.ENGINE, engine.availability());
      Reachability.watch("podman", Part.ENGINE, watch, engine::version, PodmanEngine::isTestedWith);
      try (KafkaConnection kafka = WorkerParts.kafka(config, this::tell)) {
        return work(
            kafka,
            WorkerParts.worker(
                config,
                wrapping.engine(engine),
                wrapping.services(services),
                wrapping.log(WorkerParts.log(config, kafka, watch.traffic()))));
      }
    } catch (BrokerException e) {
      return ending.isAsked() ? ExitCode.SUCCEEDED : WorkerLog.refused(e);
    } catch (RuntimeException e) {
      if (ending.isAsked()) {
        return ExitCode.SUCCEEDED;
      }
      return WorkerLog.fault(e);
    }
  }

  private ServiceManager services() {
    return switch (config.supervisor()) {
      case SupervisorSettings.Engine _ -> new AbsentServiceManager();
      case SupervisorSettings.Systemd settings -> {
        SystemdServiceManager systemd = new SystemdServiceManager(WorkerSettings.systemd(settings));
        systemd.connect();
        watch.guardedBy(Part.SUPERVISOR, systemd.gate());
        Reachability.watch("systemd", Part.SUPERVISOR, watch, systemd::version, _ -> true);
        yield systemd;
      }
    };
  }

  private void tell(BrokerState state) {
    // Interrupting a call makes it fail, which is no trouble of Kafka's.
    if (!ending.isAsked() || state.part() != BrokerState.Part.OPENING) {
      watch.note(state);
      WorkerLog.kafka(state);
    }
  }

  private ExitCode work(KafkaConnection kafka, Worker worker) {
    Duration drain = config.shutdown().drain();
    ending.stopBy(() -> stop(worker), drain.plus(CLOSING));
    lastRound = System.nanoTime();
    notifier.ready();
    notifier.keepAlive(watch::isAlive);
    watch.runs(kafka, this::nanosSinceRound);
    WorkerLog.ready(config);
    try {
      worker.run(() -> lastRound = System.nanoTime());
      draining = true;
      drain(worker, drain);
      return ExitCode.SUCCEEDED;
    } catch (PublishException e) {
      if (e.fenced()) {
        watch.beSilent();
      }
      return WorkerLog.cannotPublish(e);
    }
  }

  private void stop(Worker worker) {
    WorkerLog.toldToEnd(config.shutdown().drain());
    notifier.stopping();
    watch.drains();
    worker.stop();
  }

  private static void drain(Worker worker, Duration limit) {
    try {
      boolean _ = worker.drain(limit);
      WorkerLog.drained(worker.drained(), limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long nanosSinceRound() {
    return draining ? 0 : System.nanoTime() - lastRound;
  }
}
