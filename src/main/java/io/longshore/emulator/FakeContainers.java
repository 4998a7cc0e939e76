package io.longshore.emulator;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Program;
import io.longshore.command.VolumeName;
import io.longshore.engine.Containers;
import io.longshore.event.FailureKind;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ListedContainer;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Containers of a [FakeContainerEngine]. What their processes do is scripted; unless told
/// otherwise they run until they are stopped.
public final class FakeContainers implements Containers {
  private final FakeFaults faults;
  private final FakeLock lock;
  private final InstantSource clock;
  private final FakeImages images;
  private final FakeVolumes volumes;
  private final FakeScripts scripts = new FakeScripts();
  private final Map<ContainerName, FakeContainer> containers = new HashMap<>();
  private int made;

  FakeContainers(
      FakeFaults faults,
      FakeLock lock,
      InstantSource clock,
      FakeImages images,
      FakeVolumes volumes) {
    this.faults = faults;
    this.lock = lock;
    this.clock = clock;
    this.images = images;
    this.volumes = volumes;
    images.usedWhere(image ->
        containers.values().stream().anyMatch(each -> each.image().id().equals(image.id())));
    volumes.usedWhere(
        volume -> containers.values().stream().anyMatch(each -> each.volumes().contains(volume)));
  }

  /// What containers' processes and programs do.
  public FakeScripts scripts() {
    return scripts;
  }

  /// Lets a running container's process end by itself.
  public void crash(ContainerName name, int exitCode) {
    lock.changing(() -> require(name).end(exitCode, clock.instant()));
  }

  /// Lets the kernel end a running container's process for want of memory.
  public void exhaust(ContainerName name) {
    lock.changing(() -> require(name).exhaust(clock.instant()));
  }

  /// Puts a container into a state that the port cannot bring about, such as paused.
  public void turn(ContainerName name, ContainerStatus status) {
    lock.changing(() -> require(name).turn(status));
  }

  @Override
  public Optional<ObservedContainer> find(ContainerName name) {
    return faults.call(
        FakeOperation.FIND_CONTAINER,
        name.text(),
        () ->
            lock.holding(
                () -> Optional.ofNullable(containers.get(name)).map(FakeContainer::observe)));
  }

  @Override
  public List<ListedContainer> list(Collection<ContainerName> names, boolean stoppedToo) {
    return faults.call(
        FakeOperation.LIST_CONTAINERS, "", () -> lock.holding(() -> listed(names, stoppedToo)));
  }

  private List<ListedContainer> listed(Collection<ContainerName> names, boolean stoppedToo) {
    return containers.values().stream()
        .filter(each -> names.isEmpty() || names.contains(each.spec().name()))
        .filter(each -> stoppedToo || each.runs())
        .map(FakeContainer::list)
        .toList();
  }

  @Override
  public List<String> create(
      ContainerSpec spec, Map<String, String> annotations, EngineRestart restartPolicy) {
    return faults.call(
        FakeOperation.CREATE_CONTAINER,
        spec.name().text(),
        () -> {
          lock.holding(() -> make(spec, annotations));
          return List.of();
        });
  }

  private FakeContainer make(ContainerSpec spec, Map<String, String> annotations) {
    if (containers.containsKey(spec.name())) {
      throw FakeFaults.failure(FailureKind.ENGINE, "the name " + spec.name() + " is in use");
    }
    ObservedImage image =
        images
            .lookUp(spec.image())
            .orElseThrow(() ->
                FakeFaults.failure(FailureKind.IMAGE_NOT_FOUND, "no local image " + spec.image()));
    FakeContainer container =
        new FakeContainer("c%063x".formatted(made++), spec, annotations, image);
    for (VolumeName volume : container.volumes()) {
      volumes.make(volume, Map.of());
    }
    containers.put(spec.name(), container);
    faults.record(FakeOperation.CREATE_CONTAINER, spec.name().text());
    return container;
  }

  @Override
  public boolean start(ContainerName name) {
    return change(
        FakeOperation.START_CONTAINER, name, () -> !require(name).runs() && run(require(name)));
  }

  private boolean run(FakeContainer container) {
    container.start(clock.instant());
    if (scripts.of(container.spec()) instanceof FakeProgram.Run run) {
      if (run.takes().isZero()) {
        container.end(run.exitCode(), clock.instant());
      } else {
        Thread.startVirtualThread(() -> endLater(container, run));
      }
    }
    return true;
  }

  private void endLater(FakeContainer container, FakeProgram.Run run) {
    LockSupport.parkNanos(run.takes().toNanos());
    lock.changing(() -> {
      if (container.runs()) {
        container.end(run.exitCode(), clock.instant());
      }
    });
  }

  @Override
  public boolean stop(ContainerName name, Duration graceful) {
    return change(
        FakeOperation.STOP_CONTAINER,
        name,
        () -> isThere(name) && require(name).stop(clock.instant()));
  }

  @Override
  public void restart(ContainerName name, Duration graceful) {
    change(FakeOperation.RESTART_CONTAINER, name, () -> run(require(name)));
  }

  @Override
  public void unpause(ContainerName name) {
    change(FakeOperation.UNPAUSE_CONTAINER, name, () -> require(name).unpause());
  }

  @Override
  public boolean rename(ContainerName name, ContainerName to) {
    return change(
        FakeOperation.RENAME_CONTAINER, name, () -> isThere(name) && renamed(require(name), to));
  }

  private boolean renamed(FakeContainer container, ContainerName to) {
    if (isThere(to)) {
      throw FakeFaults.failure(FailureKind.IN_USE, "the name " + to + " is in use");
    }
    containers.remove(container.spec().name());
    container.rename(to);
    containers.put(to, container);
    return true;
  }

  @Override
  public boolean remove(ContainerName name) {
    return change(
        FakeOperation.REMOVE_CONTAINER, name, () -> isThere(name) && removed(require(name)));
  }

  private boolean removed(FakeContainer container) {
    container.requireEnded();
    containers.remove(container.spec().name());
    return true;
  }

  @Override
  public boolean removeByForce(ContainerName name, Duration graceful) {
    return change(FakeOperation.REMOVE_CONTAINER, name, () -> containers.remove(name) != null);
  }

  @Override
  public Optional<Integer> awaitExit(ContainerName name, Duration limit) {
    return faults.call(
        FakeOperation.AWAIT_EXIT,
        name.text(),
        () ->
            lock.awaitUntil(() -> require(name).hasEnded(), limit)
                ? Optional.of(lock.holding(() -> require(name).exitCode()))
                : Optional.empty());
  }

  @Override
  public RunOutput logs(ContainerName name) {
    return faults.call(
        FakeOperation.READ_LOGS,
        name.text(),
        () -> lock.holding(() -> scripts.output(require(name))));
  }

  /// What a process writes it has written when it begins. A fault comes before its end is waited
  /// for.
  @Override
  public void follow(ContainerName name, OutputSink sink, Duration limit) {
    boolean wanted =
        faults.call(
            FakeOperation.FOLLOW,
            name.text(),
            () -> Outputs.pass(lock.holding(() -> scripts.output(require(name))), sink));
    if (wanted) {
      boolean _ = lock.awaitUntil(() -> require(name).hasEnded(), limit);
    }
  }

  @Override
  public ExecResult exec(ContainerName name, Program program, Duration limit) {
    return faults.call(
        FakeOperation.EXEC,
        name.text(),
        () -> {
          if (!lock.holding(() -> require(name).runs())) {
            throw FakeFaults.failure(
                FailureKind.NOT_RUNNING, "container " + name + " does not run");
          }
          return scripts.exec(program.words());
        });
  }

  private boolean isThere(ContainerName name) {
    return containers.containsKey(name);
  }

  private FakeContainer require(ContainerName name) {
    FakeContainer container = containers.get(name);
    if (container == null) {
      throw FakeFaults.failure(FailureKind.CONTAINER_NOT_FOUND, "No such container: " + name);
    }
    return container;
  }

  private boolean change(FakeOperation operation, ContainerName name, BooleanSupplier work) {
    return faults.call(
        operation, name.text(), () -> lock.changing(() -> recorded(operation, name, work)));
  }

  private boolean recorded(FakeOperation operation, ContainerName name, BooleanSupplier work) {
    boolean changed = work.getAsBoolean();
    if (changed) {
      faults.record(operation, name.text());
    }
    return changed;
  }
}
