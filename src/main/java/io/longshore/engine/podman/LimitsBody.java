package io.longshore.engine.podman;

import io.longshore.command.Dimensions;
import io.longshore.command.Dimensions.Ulimit;
import java.math.BigInteger;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Limits on resources, as fields of a container's creation. A limit that is not asked for is left
/// out.
final class LimitsBody {
  /// What the engine takes for "unlimited": the largest unsigned number. Podman takes -1 only from
  /// 5.8 on.
  private static final BigInteger UNLIMITED =
      BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

  private LimitsBody() {}

  /// Adds the fields.
  static void put(Dimensions limits, ObjectNode body) {
    ObjectNode resources = body.objectNode();
    putIfAny(resources, "memory", memory(limits, body.objectNode()));
    putIfAny(resources, "cpu", cpu(limits, body.objectNode()));
    putIfAny(resources, "blockIO", putIfSet(body.objectNode(), "weight", limits.blockIoWeight()));
    putIfAny(body, "resource_limits", resources);
    if (!limits.ulimits().isEmpty()) {
      ArrayNode ulimits = body.putArray("r_limits");
      new TreeMap<>(limits.ulimits())
          .forEach((name, limit) -> putUlimit(name, limit, ulimits.addObject()));
    }
  }

  private static ObjectNode memory(Dimensions limits, ObjectNode node) {
    putIfSet(node, "limit", limits.memoryLimit());
    putIfSet(node, "reservation", limits.memoryReservation());
    return putIfSet(node, "swap", swap(limits));
  }

  /// Podman 4.3 and 5.4 refuse the -1 that their API documents ("minimum memoryswap limit should be
  /// larger than memory limit"), and any swap limit without one of memory.
  private static long swap(Dimensions limits) {
    boolean unlimited = limits.memorySwapLimit() == Dimensions.Ulimit.UNLIMITED;
    return unlimited && limits.memoryLimit() == 0
        ? 0
        : unlimited ? Long.MAX_VALUE : limits.memorySwapLimit();
  }

  private static ObjectNode cpu(Dimensions limits, ObjectNode node) {
    putIfSet(node, "period", limits.cpuPeriod());
    putIfSet(node, "quota", limits.cpuQuota());
    putIfSet(node, "shares", limits.cpuShares());
    putIfSet(node, "cpus", limits.cpusetCpus());
    return putIfSet(node, "mems", limits.cpusetMems());
  }

  private static void putUlimit(String name, Ulimit limit, ObjectNode node) {
    node.put("type", name).put("soft", unsigned(limit.soft())).put("hard", unsigned(limit.hard()));
  }

  private static BigInteger unsigned(long limit) {
    return limit == -1 ? UNLIMITED : BigInteger.valueOf(limit);
  }

  private static ObjectNode putIfSet(ObjectNode node, String key, long value) {
    return value == 0 ? node : node.put(key, value);
  }

  private static ObjectNode putIfSet(ObjectNode node, String key, String value) {
    return value.isEmpty() ? node : node.put(key, value);
  }

  private static void putIfAny(ObjectNode parent, String key, ObjectNode child) {
    if (!child.isEmpty()) {
      parent.set(key, child);
    }
  }
}
