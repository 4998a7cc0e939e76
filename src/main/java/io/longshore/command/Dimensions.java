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
/// @param cpusetCpus processors as [CpuSet] writes them; empty: any
/// @param cpusetMems memory nodes as [CpuSet] writes them; empty: any
/// @param blockIoWeight 10 to 1000
/// @param kernelMemoryGiven whether `kernel_memory` was asked for: accepted and ignored, since no
///   engine applies it (D06)
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
  public static final Dimensions NONE =
      new Dimensions(0, 0, 0, 0, 0, 0, "", "", 0, false, Map.of());

  /// @throws InvalidValueException for a number outside its range, and for an unreadable set of
  ///   processors or limit
  public Dimensions {
    atLeast(0, Math.min(memoryLimit, memoryReservation), "bytes");
    atLeast(-1, memorySwapLimit, "bytes");
    atLeast(0, Math.min(cpuPeriod, cpuShares), "cpu_period and cpu_shares");
    atLeast(-1, cpuQuota, "cpu_quota");
    if (blockIoWeight != 0 && (blockIoWeight < 10 || blockIoWeight > 1000)) {
      throw new InvalidValueException("a weight from 10 to 1000", Integer.toString(blockIoWeight));
    }
    cpusetCpus = CpuSet.parse(cpusetCpus).toString();
    cpusetMems = CpuSet.parse(cpusetMems).toString();
    ulimits = Map.copyOf(ulimits);
    ulimits.keySet().forEach(Dimensions::checkName);
  }

  private static void atLeast(long least, long number, String what) {
    if (number < least) {
      throw new InvalidValueException(what + " of at least " + least, Long.toString(number));
    }
  }

  private static void checkName(String name) {
    if (!Ulimits.name(name).equals(name)) {
      throw new InvalidValueException("a limit's name in lower case without rlimit_", name);
    }
  }

  /// A process limit.
  ///
  /// @param soft -1: unlimited
  /// @param hard -1: unlimited; not below soft
  public record Ulimit(long soft, long hard) {
    /// No limit.
    public static final long UNLIMITED = -1;

    /// @throws InvalidValueException for a soft limit above the hard one, and for one below -1
    public Ulimit {
      atLeast(UNLIMITED, Math.min(soft, hard), "limits");
      if (hard != UNLIMITED && (soft == UNLIMITED || soft > hard)) {
        throw new InvalidValueException("a soft limit not above the hard one", soft + ":" + hard);
      }
    }
  }
}
