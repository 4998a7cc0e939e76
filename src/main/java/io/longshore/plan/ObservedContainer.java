package io.longshore.plan;

import io.longshore.command.ContainerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A container as the engine reports it (`GET containers/{name}/json`). A field that the document
/// lacks is null or empty, never an error: whether that matters is for the comparison to say.
///
/// @param id the engine's id
/// @param name the exact name
/// @param imageId `Image`: the id of the image it was made from
/// @param imageName `Config.Image`: the full name by which it was made
/// @param state its process
/// @param commandLine `Config.Cmd`
/// @param environment `Config.Env`
/// @param labels `Config.Labels`
/// @param annotations `Config.Annotations`
/// @param tty `Config.Tty`
/// @param stopTimeoutSeconds `Config.StopTimeout`
/// @param healthcheck `Config.Healthcheck`; null: none
/// @param isolation privileges and namespaces
/// @param mounts what is mounted
/// @param dimensions limits
public record ObservedContainer(
    String id,
    ContainerName name,
    String imageId,
    String imageName,
    RunState state,
    List<String> commandLine,
    SortedMap<String, String> environment,
    Map<String, String> labels,
    Map<String, String> annotations,
    boolean tty,
    int stopTimeoutSeconds,
    @Nullable ObservedHealthcheck healthcheck,
    ObservedIsolation isolation,
    ObservedStorage mounts,
    ObservedDimensions dimensions) {

  /// The process of a container.
  ///
  /// @param status `State.Status`
  /// @param exitCode `State.ExitCode`; meaningful only once it has exited
  /// @param startedAt null: never started
  /// @param finishedAt null: never ended
  /// @param outOfMemory `State.OOMKilled`: the kernel ended a process in it for want of memory
  /// @param health `State.Health.Status`; empty without a health check
  public record RunState(
      ContainerStatus status,
      int exitCode,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      boolean outOfMemory,
      String health) {
    /// Whether its process has ended.
    public boolean ended() {
      return status == ContainerStatus.EXITED || status == ContainerStatus.STOPPED;
    }

    /// Whether it has ended with exit code 0.
    public boolean endedWell() {
      return ended() && exitCode == 0;
    }

    /// How it ended, once it has.
    public String ending() {
      return "ended with exit code " + exitCode + (outOfMemory ? " for want of memory" : "");
    }
  }

  /// `Config.Healthcheck`, times in nanoseconds; a missing number is 0.
  public record ObservedHealthcheck(
      List<String> test,
      long intervalNanos,
      long timeoutNanos,
      long startPeriodNanos,
      int retries) {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(30);
    private static final int DEFAULT_RETRIES = 3;

    /// Whether it checks nothing: no test, or `NONE`.
    public boolean disabled() {
      return test.isEmpty() || test.getFirst().equalsIgnoreCase("NONE");
    }

    /// Whether a container can have come by the other check through inheriting this one of its
    /// image: engines then write their defaults (30 s, 30 s, 3) where a number is 0, Podman 4.3 to
    /// 5.4 only the two times, later ones also the retries.
    boolean mayBecome(ObservedHealthcheck other) {
      ObservedHealthcheck full = filled();
      return test.equals(other.test)
          && List.of(intervalNanos, full.intervalNanos).contains(other.intervalNanos)
          && List.of(timeoutNanos, full.timeoutNanos).contains(other.timeoutNanos)
          && startPeriodNanos == other.startPeriodNanos
          && List.of(retries, full.retries).contains(other.retries);
    }

    private ObservedHealthcheck filled() {
      return new ObservedHealthcheck(
          test,
          intervalNanos == 0 ? DEFAULT_TIME.toNanos() : intervalNanos,
          timeoutNanos == 0 ? DEFAULT_TIME.toNanos() : timeoutNanos,
          startPeriodNanos,
          retries == 0 ? DEFAULT_RETRIES : retries);
    }

    /// How long it may take until it calls a container healthy or unhealthy.
    public Duration longestVerdict() {
      ObservedHealthcheck full = filled();
      return Duration.ofNanos(full.intervalNanos + full.timeoutNanos)
          .multipliedBy(full.retries)
          .plusNanos(startPeriodNanos);
    }
  }

  /// Privileges and namespaces.
  ///
  /// @param privileged `HostConfig.Privileged`
  /// @param boundingCapabilities `BoundingCaps`; null when the document has none
  /// @param addedCapabilities `HostConfig.CapAdd`
  /// @param securityOptions `HostConfig.SecurityOpt`
  /// @param ipcMode `HostConfig.IpcMode`, or [#NO_IPC_MODE]; empty from an engine that does not
  ///   tell: Podman before 4.4 says `shareable` of every container (D43)
  /// @param pidMode `HostConfig.PidMode`
  /// @param cgroupMode `HostConfig.CgroupMode`
  public record ObservedIsolation(
      boolean privileged,
      @Nullable List<String> boundingCapabilities,
      List<String> addedCapabilities,
      List<String> securityOptions,
      String ipcMode,
      String pidMode,
      String cgroupMode) {
    /// What the reference takes an empty `HostConfig.IpcMode` for: Docker's word for a container
    /// without shared memory of its own, and so equal to no mode that can be asked for.
    public static final String NO_IPC_MODE = "none";
  }

  /// What is mounted.
  ///
  /// @param binds `HostConfig.Binds`: user mounts as `source:destination:options`
  /// @param mounts `Mounts`; empty when the document has none
  /// @param tmpfs `HostConfig.Tmpfs`: destination to options
  /// @param volumesFrom `HostConfig.VolumesFrom`
  public record ObservedStorage(
      List<String> binds,
      List<ObservedMount> mounts,
      Map<String, String> tmpfs,
      List<String> volumesFrom) {}

  /// An element of `Mounts`.
  ///
  /// @param type `bind`, `volume`, …
  /// @param name the volume's name; empty for binds
  /// @param source the path on the host
  /// @param destination where it is seen in the container
  /// @param mode `z`, `Z` or empty
  /// @param options further options
  /// @param writable `RW`
  /// @param propagation such as `rprivate`; may be empty
  public record ObservedMount(
      String type,
      String name,
      String source,
      String destination,
      String mode,
      List<String> options,
      boolean writable,
      String propagation) {}

  /// Limits from `HostConfig`; 0 or empty: none.
  public record ObservedDimensions(
      long memory,
      long memoryReservation,
      long memorySwap,
      long cpuPeriod,
      long cpuQuota,
      long cpuShares,
      String cpusetCpus,
      String cpusetMems,
      int blockIoWeight,
      List<ObservedUlimit> ulimits) {}

  /// An element of `HostConfig.Ulimits`; -1: unlimited.
  public record ObservedUlimit(String name, long soft, long hard) {}
}
