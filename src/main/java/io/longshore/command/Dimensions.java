package io.longshore.command;

import java.util.Map;

/// Limits on resources. Zero and the empty text mean "not asked for", as in Podman's inspect.
///
/// @param memoryLimit bytes
/// @param memoryReservation bytes
/// @param memorySwapLimit bytes of memory and swap together; -1: unlimited
/// @param cpuPeriod microseconds
/// @param cpuQuota microseconds in a period
/// @param cpuShares relative weight
/// @param cpusetCpus processors such as `0-1`; empty: any
/// @param cpusetMems memory nodes; empty: any
/// @param blockIoWeight 10 to 1000
/// @param kernelMemoryGiven whether `kernel_memory` was asked for: accepted and ignored, since no engine applies it (D06)
/// @param ulimits by lower-case name without `rlimit_`
public record Dimensions(
    long memoryLimit,
    long memoryReservation,
    long memorySwapLimit,
    long cpuPeriod,
    long cpuQuota,
    long cpuShares,
    String cpusetCpus,
    String cpusetMems,
    int blockIoWeight,
    boolean kernelMemoryGiven,
    Map<String, Ulimit> ulimits) {
  /// No limit asked for.
  public static final Dimensions NONE = new Dimensions(0, 0, 0, 0, 0, 0, "", "", 0, false, Map.of());

  public Dimensions {
    ulimits = Map.copyOf(ulimits);
  }

  /// A process limit.
  ///
  /// @param soft -1: unlimited
  /// @param hard -1: unlimited; not below soft
  public record Ulimit(long soft, long hard) {
    /// @throws InvalidValueException for a soft limit above the hard one
    public Ulimit {
      if (hard != -1 && (soft == -1 || soft > hard)) {
        throw new InvalidValueException("a soft limit not above the hard one", soft + ":" + hard);
      }
    }
  }
}
