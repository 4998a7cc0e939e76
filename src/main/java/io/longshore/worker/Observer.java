package io.longshore.worker;

import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.FactsQuery;
import io.longshore.command.ImageReference;
import io.longshore.command.ProcessUser;
import io.longshore.command.Program;
import io.longshore.engine.ContainerEngine;
import io.longshore.engine.Containers.ExecResult;
import io.longshore.engine.EngineException;
import io.longshore.event.FailureKind;
import io.longshore.plan.ActualState;
import io.longshore.plan.Attempt;
import io.longshore.plan.ConfigCheck;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.Inventory;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.ObservedUnit;
import io.longshore.plan.PlanOptions;
import io.longshore.plan.ReplacementNames;
import io.longshore.plan.UnitName;
import io.longshore.supervisor.ServiceManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds out what is there, as far as a command needs it. Changes nothing.
public final class Observer {
  private static final Program CONFIG_CHECK =
      Program.of(List.of("/usr/local/bin/kolla_set_configs", "--check"), ProcessUser.ROOT);
  private static final Set<FailureKind> STOPPED_MEANWHILE =
      Set.of(FailureKind.NOT_RUNNING, FailureKind.CONTAINER_NOT_FOUND);
  private static final Duration CONFIG_CHECK_LIMIT = Duration.ofSeconds(60);

  private final ContainerEngine engine;
  private final ServiceManager services;
  private final HostFiles files;
  private final PlanOptions options;

  public Observer(
      ContainerEngine engine, ServiceManager services, HostFiles files, PlanOptions options) {
    this.engine = engine;
    this.services = services;
    this.files = files;
    this.options = options;
  }

  /// What is there now.
  ///
  /// @param attempt tells which container this command made itself
  /// @throws io.longshore.engine.EngineException when the engine does not tell
  /// @throws io.longshore.supervisor.SupervisorException when systemd does not tell
  public ActualState observe(Command.Planned command, Attempt attempt) {
    return switch (command) {
      case Command.CompareContainer compare ->
          container(compare.name(), compare.spec().image(), true, attempt);
      case Command.WithSpec other -> container(other.name(), other.spec().image(), false, attempt);
      case Command.CompareImage compare -> containerAndImage(compare.name(), compare.image());
      case Command.Exec exec ->
          new ActualState(
              engine.containers().find(exec.name()).orElse(null), null, null, null, null, "");
      case FactsQuery query -> ActualState.of(inventory(query));
      case Command.OnContainer other -> container(other.name(), null, false, attempt);
      case Command.OnImage other ->
          new ActualState(
              null, engine.images().find(other.image()).orElse(null), null, null, null, "");
      case Command.OnVolume other ->
          new ActualState(
              null, null, engine.volumes().find(other.name()).orElse(null), null, null, "");
    };
  }

  /// One call of the engine, but for environments, which it tells of one container at a time.
  private Inventory inventory(FactsQuery query) {
    return switch (query) {
      case FactsQuery.GetContainers asked ->
          Inventory.ofContainers(engine.containers().list(asked.names(), asked.stoppedToo()));
      case FactsQuery.GetContainersState asked ->
          Inventory.ofContainers(engine.containers().list(asked.names(), true));
      case FactsQuery.GetContainersNames asked ->
          Inventory.ofContainers(engine.containers().list(List.of(), asked.stoppedToo()));
      case FactsQuery.GetContainersEnv asked ->
          Inventory.ofInspected(
              asked.names().stream()
                  .flatMap(name -> engine.containers().find(name).stream())
                  .toList());
      case FactsQuery.GetImages _ -> Inventory.ofImages(engine.images().list());
      case FactsQuery.GetVolumes _ -> Inventory.ofVolumes(engine.volumes().list());
    };
  }

  /// The image and the unit are looked at while the engine tells about the container.
  private ActualState container(
      ContainerName name,
      @Nullable ImageReference image,
      boolean withConfigCheck,
      Attempt attempt) {
    CompletableFuture<Optional<ObservedImage>> itsImage =
        meanwhile(() -> image == null ? Optional.empty() : engine.images().find(image));
    CompletableFuture<Optional<ObservedUnit>> itsUnit = meanwhile(() -> unit(name));
    ObservedContainer container = engine.containers().find(name).orElse(null);
    ConfigCheck check = withConfigCheck && container != null ? configCheck(container) : null;
    return new ActualState(
        container,
        container == null || attempt.made(container) ? setAside(name) : null,
        result(itsImage).orElse(null),
        null,
        result(itsUnit).orElse(null),
        check,
        files.timeZone(),
        Inventory.EMPTY);
  }

  private ActualState containerAndImage(ContainerName name, ImageReference image) {
    CompletableFuture<Optional<ObservedImage>> itsImage =
        meanwhile(() -> engine.images().find(image));
    ObservedContainer container = engine.containers().find(name).orElse(null);
    return new ActualState(container, result(itsImage).orElse(null), null, null, null, "");
  }

  /// Only where a replacement may not have come to its end is there anything to look for.
  private @Nullable ObservedContainer setAside(ContainerName name) {
    return engine.containers().find(ReplacementNames.previous(name)).orElse(null);
  }

  private static <T> CompletableFuture<T> meanwhile(Supplier<T> look) {
    return CompletableFuture.supplyAsync(look, Thread::startVirtualThread);
  }

  /// What was found meanwhile, or the exception of the port that did not tell. An error ends the
  /// worker on whatever thread it was thrown.
  private static <T> T result(CompletableFuture<T> look) {
    try {
      return look.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  private Optional<ObservedUnit> unit(ContainerName name) {
    return switch (options.supervisor()) {
      case SYSTEMD -> services.find(UnitName.of(name));
      case ENGINE -> Optional.empty();
    };
  }

  private @Nullable ConfigCheck configCheck(ObservedContainer container) {
    if (container.state().status() != ContainerStatus.RUNNING) {
      return null;
    }
    try {
      ExecResult result =
          engine.containers().exec(container.name(), CONFIG_CHECK, CONFIG_CHECK_LIMIT);
      return new ConfigCheck(
          result.exitCode(), result.output().stdout() + result.output().stderr());
    } catch (EngineException e) {
      if (STOPPED_MEANWHILE.contains(e.kind()) || e.callRefused()) {
        return null;
      }
      throw e.kind() == FailureKind.INTERRUPTED ? lookAgain(e) : e;
    }
  }

  /// A check changes nothing, so that one which the engine's absence cut off is made again.
  private static EngineException lookAgain(EngineException e) {
    return new EngineException(
        FailureKind.ENGINE_UNAVAILABLE,
        String.valueOf(e.getMessage()),
        e.hint(),
        e.engineWords(),
        e);
  }
}
