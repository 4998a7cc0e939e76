package io.longshore.emulator;

import io.longshore.availability.Gate;
import io.longshore.availability.Probing;
import io.longshore.engine.ContainerEngine;
import java.time.Duration;
import java.time.InstantSource;

/// An engine in memory that keeps the port's contract, for tests and emulated hosts: with a pretend
/// registry, scripted processes and scripted faults. Safe for many threads, virtual ones too. It
/// outlives [#close], so that a worker that is killed and begins anew finds what it left behind.
public final class FakeContainerEngine implements ContainerEngine {
  private static final Probing SOON =
      new Probing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(5),
          Duration.ofMillis(50));

  private final FakeFaults faults = new FakeFaults();
  private final FakeImages images;
  private final FakeVolumes volumes;
  private final FakeContainers containers;
  private final Gate gate;

  /// An engine with nothing in it.
  ///
  /// @param clock tells when containers start and end
  public FakeContainerEngine(InstantSource clock) {
    FakeLock lock = new FakeLock();
    this.images = new FakeImages(faults, lock);
    this.volumes = new FakeVolumes(faults, lock);
    this.containers = new FakeContainers(faults, lock, clock, images, volumes);
    this.gate = new Gate("engine", this::version, SOON, clock);
  }

  /// One that remembers everything that is changed, in memory: for tests.
  public static FakeContainerEngine recording(InstantSource clock) {
    FakeContainerEngine engine = new FakeContainerEngine(clock);
    engine.faults.recordEffects();
    return engine;
  }

  /// What is to go wrong, and what was done.
  public FakeFaults faults() {
    return faults;
  }

  @Override
  public FakeContainers containers() {
    return containers;
  }

  @Override
  public FakeImages images() {
    return images;
  }

  @Override
  public FakeVolumes volumes() {
    return volumes;
  }

  @Override
  public String version() {
    return faults.call(FakeOperation.VERSION, "", () -> "5.4.2");
  }

  @Override
  public Gate availability() {
    return gate;
  }

  @Override
  public void close() {}
}
