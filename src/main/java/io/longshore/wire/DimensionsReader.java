package io.longshore.wire;

import io.longshore.command.CpuSet;
import io.longshore.command.Dimensions;
import io.longshore.command.InvalidValueException;
import io.longshore.command.MemorySize;
import io.longshore.command.Ulimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the parameter `dimensions`.
final class DimensionsReader {
  private static final List<String> KEYS =
      List.of(
          "mem_limit",
          "mem_reservation",
          "memswap_limit",
          "cpu_period",
          "cpu_quota",
          "cpu_shares",
          "cpuset_cpus",
          "cpuset_mems",
          "kernel_memory",
          "blkio_weight",
          "ulimits");

  private final Located where;
  private final Problems problems;

  private DimensionsReader(Located where, Problems problems) {
    this.where = where;
    this.problems = problems;
  }

  static @Nullable Dimensions read(Located where, Problems problems) {
    Located map = Scalars.map(where, problems);
    return map == null ? null : new DimensionsReader(map, problems).read();
  }

  private @Nullable Dimensions read() {
    Unsupported.refuse(where, KEYS, "Unsupported dimensions", problems);
    int before = problems.count();
    long limit = memory("mem_limit");
    long reservation = memory("mem_reservation");
    long swap = swap();
    long period = integer("cpu_period", 0, Long.MAX_VALUE);
    long quota = integer("cpu_quota", -1, Long.MAX_VALUE);
    long shares = integer("cpu_shares", 0, Long.MAX_VALUE);
    String processors = cpuSet("cpuset_cpus");
    String nodes = cpuSet("cpuset_mems");
    boolean kernelMemory = memory("kernel_memory") > 0;
    int weight = Math.toIntExact(integer("blkio_weight", 0, 1000));
    Map<String, Dimensions.Ulimit> ulimits = ulimits();
    if (weight > 0 && weight < 10) {
      problems.expected(where.member("blkio_weight"), "must be >= 10");
    }
    return problems.count() > before
        ? null
        : new Dimensions(
            limit,
            reservation,
            swap,
            period,
            quota,
            shares,
            processors,
            nodes,
            weight,
            kernelMemory,
            ulimits);
  }

  private long swap() {
    Located swap = where.member("memswap_limit");
    return swap.node().asString("").equals("-1") ? -1 : memory("memswap_limit");
  }

  private long memory(String key) {
    Long bytes = given(key, Readers.value(MemorySize::parse));
    return bytes == null ? 0 : bytes;
  }

  private String cpuSet(String key) {
    CpuSet set = given(key, Readers.value(CpuSet::parse));
    return set == null ? "" : set.toString();
  }

  private long integer(String key, long least, long most) {
    Long number = given(key, (member, noted) -> Scalars.integer(member, least, most, noted));
    return number == null ? 0 : number;
  }

  private <T> @Nullable T given(String key, Parameter.Reader<T> reader) {
    Located member = where.member(key);
    return member.absent() ? null : reader.read(member, problems);
  }

  private Map<String, Dimensions.Ulimit> ulimits() {
    Map<String, Dimensions.Ulimit> limits = new LinkedHashMap<>();
    Located all = where.member("ulimits");
    if (!all.absent() && Scalars.isObject(all, problems)) {
      all.node().propertyNames().forEach(name -> addUlimit(limits, name, all.member(name)));
    }
    return limits;
  }

  private void addUlimit(Map<String, Dimensions.Ulimit> limits, String name, Located limit) {
    if (!Scalars.isObject(limit, problems)) {
      return;
    }
    Unsupported.refuse(limit, List.of("soft", "hard"), "unknown half of a limit", problems);
    try {
      Dimensions.Ulimit read =
          Ulimits.limit(half(limit.member("soft")), half(limit.member("hard")));
      Dimensions.Ulimit before = limits.put(Ulimits.name(name), read);
      if (before != null && !before.equals(read)) {
        problems.refuse(limit, "given twice, under two spellings, with other values", null);
      }
    } catch (InvalidValueException refusal) {
      problems.refuse(limit, refusal);
    }
  }

  private @Nullable String half(Located half) {
    return half.absent() ? null : Scalars.text(half, problems);
  }
}
