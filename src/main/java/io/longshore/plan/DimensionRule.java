package io.longshore.plan;

import io.longshore.command.CpuSet;
import io.longshore.command.Dimensions;
import io.longshore.command.InvalidValueException;
import io.longshore.plan.ObservedContainer.ObservedDimensions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Aspect `dimensions`, in which the reference also counts process limits. A limit asked for must
/// be in force, one that nobody asks for must not; 0 and the empty text are no limit.
final class DimensionRule {
  private static final String SWAP = "memswap_limit";
  private static final long UNLIMITED = -1;
  private static final String WEIGHT = "blkio_weight";

  private DimensionRule() {}

  static Verdict compare(ComparisonSubject subject) {
    Dimensions wanted = subject.spec().dimensions();
    ObservedDimensions current = subject.container().dimensions();
    Tally tally = new Tally(subject.specRecord());
    tally.number("mem_limit", current.memory(), wanted.memoryLimit());
    tally.number("mem_reservation", current.memoryReservation(), wanted.memoryReservation());
    compareSwap(tally, current, wanted);
    tally.number("cpu_period", current.cpuPeriod(), wanted.cpuPeriod());
    tally.number("cpu_quota", current.cpuQuota(), wanted.cpuQuota());
    tally.number("cpu_shares", current.cpuShares(), wanted.cpuShares());
    tally.set("cpuset_cpus", current.cpusetCpus(), wanted.cpusetCpus());
    tally.set("cpuset_mems", current.cpusetMems(), wanted.cpusetMems());
    tally.droppable(
        WEIGHT, SpecRecord.Entry.BLOCK_IO_WEIGHT, current.blockIoWeight(), wanted.blockIoWeight());
    tally.warnings.addAll(withoutEffect(wanted));
    UlimitRule.compare(subject, tally);
    return tally.verdict();
  }

  /// Warnings of what is asked for and applied by no engine.
  static List<String> withoutEffect(Dimensions wanted) {
    return wanted.kernelMemoryGiven()
        ? List.of("dimensions: kernel_memory is accepted but has no effect in any engine")
        : List.of();
  }

  /// Without a request the engine sets swap to twice the memory limit. Unlimited swap (-1) it takes
  /// and shows as the largest number, and without a limit of memory there is no other.
  private static void compareSwap(Tally tally, ObservedDimensions current, Dimensions wanted) {
    long found = current.memorySwap() == Long.MAX_VALUE ? UNLIMITED : current.memorySwap();
    long asked = wanted.memorySwapLimit();
    boolean implied = asked == 0 && found == 2 * current.memory();
    boolean endless = asked == UNLIMITED && found == 0 && current.memory() == 0;
    if (!implied && !(endless && wanted.memoryLimit() == 0)) {
      tally.droppable(SWAP, SpecRecord.Entry.SWAP_LIMIT, found, asked);
    }
  }

  /// As [CpuSet] writes it; what is no such set stays as it is.
  private static String canonicalSet(String text) {
    try {
      return CpuSet.parse(text.strip()).toString();
    } catch (InvalidValueException odd) {
      // Only an engine can report such a set: it equals nothing that can be asked for, and is shown
      // as it came.
      return text;
    }
  }

  /// The limits that differ, as they are found.
  static final class Tally {
    private final List<String> found = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final @Nullable SpecRecord specRecord;

    private Tally(@Nullable SpecRecord specRecord) {
      this.specRecord = specRecord;
    }

    private void number(String key, long current, long wanted) {
      if (current != wanted) {
        differs(
            key,
            current == 0 ? "" : Long.toString(current),
            wanted == 0 ? "" : Long.toString(wanted));
      }
    }

    private void set(String key, String current, String wanted) {
      if (!canonicalSet(current).equals(wanted)) {
        differs(key, current, wanted);
      }
    }

    /// A limit that the host may not support, in which case the engine drops it at creation with a
    /// warning.
    private void droppable(String key, SpecRecord.Entry entry, long current, long wanted) {
      boolean askedForAtCreation =
          specRecord != null && Long.toString(wanted).equals(specRecord.value(entry));
      if (current == 0 && wanted != 0 && askedForAtCreation) {
        warnings.add(
            "dimensions: this host does not support " + key + ", so that it is not in force");
      } else {
        number(key, current, wanted);
      }
    }

    /// Notes a difference; an empty text is no limit.
    void differs(String key, String current, String wanted) {
      if (!current.isEmpty()) {
        found.add(key + "=" + current);
      }
      if (!wanted.isEmpty()) {
        asked.add(key + "=" + wanted);
      }
    }

    private Verdict verdict() {
      boolean equal = found.isEmpty() && asked.isEmpty();
      Verdict verdict =
          equal
              ? Verdict.EQUAL
              : Verdict.differs(
                  Verdict.list(found),
                  Verdict.list(asked),
                  "Limits are missing, differ or are not asked for.");
      return verdict.with(warnings);
    }
  }
}
