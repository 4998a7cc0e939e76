package io.longshore.worker;

import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.engine.ContainerEngine;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.engine.Containers.ExecResult;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import io.longshore.plan.Attempt;
import io.longshore.plan.ReplacementNames;
import io.longshore.plan.SpecRecord;
import io.longshore.plan.Step;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager;
import io.longshore.supervisor.ServiceManager.JobResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Performs single steps. Decides nothing: each step is a few calls of a port.
final class StepPerformer {
  private static final Map<String, String> VOLUME_LABELS = Map.of("kolla_managed", "true");

  private final ContainerEngine engine;
  private final ServiceManager services;
  private final UnitFailures unitFailures;
  private final HostFiles files;
  private final RunWatcher watcher;
  private final Pulls pulls;
  private final SteadyClock clock;

  StepPerformer(
      ContainerEngine engine,
      ServiceManager services,
      HostFiles files,
      RunWatcher watcher,
      Duration pullLimit,
      SteadyClock clock) {
    this.engine = engine;
    this.services = services;
    this.unitFailures = new UnitFailures(services);
    this.files = files;
    this.watcher = watcher;
    this.clock = clock;
    this.pulls = new Pulls(engine.images(), pullLimit, clock);
  }

  /// Performs a step of a command.
  StepOutcome perform(Step step, StepContext context) {
    return switch (step) {
      case Step.PullImage pull -> pulls.pull(pull, context);
      case Step.RemoveImage remove ->
          StepOutcome.of(engine.images().remove(remove.image(), remove.found()));
      case Step.EnsureVolume ensure ->
          StepOutcome.of(engine.volumes().create(ensure.volume(), VOLUME_LABELS));
      case Step.RemoveVolume remove -> StepOutcome.of(engine.volumes().remove(remove.volume()));
      case Step.EnsureDirectory ensure -> StepOutcome.of(files.ensureDirectory(ensure.path()));
      case Step.OnContainer onContainer -> perform(onContainer, context);
    };
  }

  private StepOutcome perform(Step.OnContainer step, StepContext context) {
    return switch (step) {
      case Step.CreateContainer create ->
          create(create.spec(), create.keptByEngine(), context.command());
      case Step.CreateReplacement create -> createReplacement(create, context.command());
      case Step.RenameContainer rename ->
          StepOutcome.of(engine.containers().rename(rename.name(), rename.to()));
      case Step.PutBack putBack ->
          StepOutcome.of(engine.containers().rename(putBack.setAside(), putBack.name()));
      case Step.RemoveReplaced remove -> removeReplaced(remove);
      case Step.StartContainer start -> StepOutcome.of(engine.containers().start(start.name()));
      case Step.StopContainer stop ->
          StepOutcome.of(engine.containers().stop(stop.name(), stop.graceful()));
      case Step.RestartContainer restart -> {
        engine.containers().restart(restart.name(), restart.graceful());
        yield StepOutcome.CHANGED;
      }
      case Step.UnpauseContainer unpause -> {
        engine.containers().unpause(unpause.name());
        yield StepOutcome.CHANGED;
      }
      case Step.RemoveContainer remove -> StepOutcome.of(remove(remove.name(), remove.force()));
      case Step.AwaitRemoval await -> watcher.awaitRemoval(await, context);
      case Step.AwaitRunning await -> watcher.awaitRunning(await, context);
      case Step.CollectRun collect -> watcher.collect(collect, context);
      case Step.Exec exec -> exec(exec, context);
      case Step.InstallUnit install ->
          StepOutcome.of(services.install(UnitName.of(install.name()), install.text()));
      case Step.RemoveUnit remove ->
          StepOutcome.of(services.uninstall(UnitName.of(remove.name()), remove.limit()));
      case Step.StartUnit start ->
          job(
              "start",
              UnitName.of(start.name()),
              services.start(UnitName.of(start.name()), start.limit()));
      case Step.StopUnit stop -> stopUnit(stop);
      case Step.RestartUnit restart ->
          job(
              "restart",
              UnitName.of(restart.name()),
              services.restart(UnitName.of(restart.name()), restart.limit()));
      case Step.ForgetUnitFailure forget -> {
        services.forget(UnitName.of(forget.name()));
        yield StepOutcome.UNCHANGED;
      }
    };
  }

  /// Whether a program changed anything nobody can know, so it counts as having done so.
  private StepOutcome exec(Step.Exec step, StepContext context) {
    Duration limit = context.orOwn(step.limit(), clock.instant());
    ExecResult result = engine.containers().exec(step.name(), step.program(), limit);
    return StepOutcome.ran(
        true, new StepOutcome.Run(result.exitCode(), result.output()), List.of());
  }

  private StepOutcome createReplacement(Step.CreateReplacement step, CommandId command) {
    engine.containers().remove(ReplacementNames.next(step.name()));
    engine.containers().remove(ReplacementNames.previous(step.name()));
    ContainerSpec aside = step.spec().named(ReplacementNames.next(step.name()));
    return create(aside, step.keptByEngine(), command);
  }

  private StepOutcome create(ContainerSpec spec, boolean keptByEngine, CommandId command) {
    Map<String, String> evidence = new LinkedHashMap<>(SpecRecord.of(spec).annotations());
    evidence.put(Attempt.COMMAND_ID, command.text());
    EngineRestart restart =
        keptByEngine
            ? new EngineRestart(
                spec.lifecycle().restartPolicy().wireName(), spec.lifecycle().restartRetries())
            : EngineRestart.NEVER;
    List<String> warnings = engine.containers().create(spec, evidence, restart);
    return StepOutcome.warned(true, warnings);
  }

  private boolean remove(ContainerName name, @Nullable Duration force) {
    return force == null
        ? engine.containers().remove(name)
        : engine.containers().removeByForce(name, force);
  }

  private StepOutcome removeReplaced(Step.RemoveReplaced step) {
    try {
      return StepOutcome.of(remove(step.name(), step.force()));
    } catch (EngineException refusal) {
      if (refusal.kind() == FailureKind.ENGINE_UNAVAILABLE) {
        throw refusal;
      }
      String warning =
          "the container that was replaced is left as " + step.name() + ": " + refusal.getMessage();
      return StepOutcome.warned(false, List.of(warning));
    }
  }

  private StepOutcome stopUnit(Step.StopUnit step) {
    UnitName unit = UnitName.of(step.name());
    try {
      JobResult result = services.stop(unit, step.limit());
      return result == JobResult.SKIPPED ? StepOutcome.UNCHANGED : job("stop", unit, result);
    } catch (StepFailedException failed) {
      if (!step.engineFollows()) {
        throw failed;
      }
      return StepOutcome.warned(false, List.of(failed.failure().message()));
    }
  }

  private StepOutcome job(String verb, UnitName unit, JobResult result) {
    return switch (result) {
      case DONE -> StepOutcome.CHANGED;
      case TIMED_OUT, TIMEOUT ->
          throw failed(
              unit,
              FailureKind.TIMED_OUT,
              "systemd's job to "
                  + verb
                  + " "
                  + unit
                  + " did not end in time: Container timed out");
      case CANCELED, FAILED, DEPENDENCY, SKIPPED, OTHER ->
          throw failed(
              unit,
              FailureKind.SUPERVISOR,
              "systemd's job to "
                  + verb
                  + " "
                  + unit
                  + " ended as "
                  + result.name().toLowerCase(java.util.Locale.ROOT));
    };
  }

  private StepFailedException failed(UnitName unit, FailureKind kind, String message) {
    return unitFailures.of(kind, unit, message, "Look at it with: systemctl status " + unit);
  }
}
