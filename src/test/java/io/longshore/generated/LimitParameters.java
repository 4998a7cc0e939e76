package io.longshore.generated;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Limits on resources and health checks.
///
/// Process limits come with `nofile` and `nproc` within what the machine has: of a container with
/// any limit of its own, Podman 4.3 would set these two to 1048576 where they are not asked for,
/// which takes the privilege SYS_RESOURCE; for the same reason no hard limit is above the machine's
/// own. Processors are those of a machine with one, or two where there are more.
final class LimitParameters {
  private static final int MEBI = 1 << 20;

  private LimitParameters() {}

  static Spelled dimensions(Dice dice) {
    SortedMap<String, Spelled> limits = new TreeMap<>();
    if (dice.chance(50)) {
      memory(limits, dice);
    }
    if (dice.chance(50)) {
      processors(limits, dice);
    }
    if (dice.chance(30)) {
      limits.put("ulimits", ulimits(dice));
    }
    if (dice.chance(15)) {
      limits.put("blkio_weight", Spelled.number(dice.oneOf(10, 200, 1000)));
    }
    if (dice.chance(15)) {
      limits.put("kernel_memory", Spelled.bytes(50L * MEBI));
    }
    return Spelled.members(limits);
  }

  private static void memory(SortedMap<String, Spelled> limits, Dice dice) {
    int odd = dice.chance(10) ? 4096 : 0;
    long limit = (long) MEBI * dice.oneOf(64, 100, 512, 1024) + odd;
    limits.put("mem_limit", Spelled.bytes(limit));
    if (dice.chance(40)) {
      limits.put("mem_reservation", Spelled.bytes((limit - odd) / 2));
    }
    if (dice.chance(40)) {
      limits.put(
          "memswap_limit",
          dice.oneOf(
              Spelled.bytes(limit), Spelled.bytes(3 * limit), Spelled.anyJson("-1", "\"-1\"")));
    }
  }

  private static void processors(SortedMap<String, Spelled> limits, Dice dice) {
    if (dice.chance(40)) {
      limits.put("cpu_shares", Spelled.number(dice.oneOf(2, 512, 1024)));
    }
    if (dice.chance(40)) {
      limits.put("cpu_period", Spelled.number(dice.oneOf(100_000, 50_000)));
    }
    if (dice.chance(40)) {
      limits.put("cpu_quota", Spelled.number(dice.oneOf(50_000, 20_000)));
    }
    if (dice.chance(40)) {
      limits.put("cpuset_cpus", processorSet(dice));
    }
    if (dice.chance(20)) {
      limits.put("cpuset_mems", Spelled.anyJson("0", "\"0\"", "\"0-0\"", "\"0,0\""));
    }
  }

  private static Spelled processorSet(Dice dice) {
    return Runtime.getRuntime().availableProcessors() > 1 && dice.chance(60)
        ? dice.oneOf(Spelled.anyOf("0-1", "0,1", "1,0", "0-1,1"), Spelled.anyJson("1", "\"1-1\""))
        : Spelled.anyJson("0", "\"0\"", "\"0-0\"");
  }

  private static Spelled ulimits(Dice dice) {
    SortedMap<String, Spelled> limits = new TreeMap<>();
    limits.put("nofile", limit(dice.oneOf(512, 1024), 2048));
    limits.put("nproc", limit(4096, 8192));
    for (String name :
        dice.some(3, java.util.List.of("core", "stack", "memlock", "cpu", "fsize"))) {
      limits.put(name, limit(dice.oneOf(1_000_000, 2_000_000), dice.oneOf(2_000_000, 4_000_000)));
    }
    if (dice.chance(30)) {
      limits.put("data", unlimited());
    }
    return new Spelled.Members(limits, LimitParameters::limitName);
  }

  private static String limitName(String name, Dice dice) {
    String full = dice.chance(50) ? "RLIMIT_" + name : name;
    return dice.chance(50) ? full : full.toUpperCase(Locale.ROOT);
  }

  private static Spelled limit(long soft, long hard) {
    SortedMap<String, Spelled> halves = new TreeMap<>();
    halves.put("soft", Spelled.number(soft));
    halves.put("hard", Spelled.number(hard));
    return Spelled.members(halves);
  }

  private static Spelled unlimited() {
    return Spelled.anyJson(
        "{\"soft\": -1}",
        "{\"hard\": \"unlimited\"}",
        "{\"soft\": \"-1\", \"hard\": -1}",
        "{\"soft\": 18446744073709551615}");
  }

  /// Seldom run, so that they do not take the machine's time.
  static Spelled healthcheck(Dice dice) {
    if (dice.chance(20)) {
      return Spelled.anyJson(
          "{\"test\": \"NONE\"}",
          "{\"test\": [\"NONE\"]}",
          "{\"test\": \"NONE\", \"interval\": 30, \"timeout\": 1, \"start_period\": 0, \"retries\": 3}");
    }
    SortedMap<String, Spelled> check = new TreeMap<>();
    check.put(
        "test",
        dice.oneOf(
            Spelled.anyJson("[\"CMD\", \"true\"]"),
            Spelled.anyJson("[\"CMD-SHELL\", \"true || exit 1\"]", "\"true || exit 1\""),
            Spelled.anyJson("[\"CMD-SHELL\", \"test -e '/a b'\"]", "\"test -e '/a b'\""),
            Spelled.anyJson("[\"CMD\", \"test\", \"two words\", \"=\", \"\"]")));
    check.put("interval", Spelled.number(dice.oneOf(0, 30, 45, 600)));
    check.put("timeout", Spelled.number(dice.oneOf(0, 30, 7)));
    check.put("start_period", Spelled.number(dice.oneOf(0, 5)));
    check.put("retries", Spelled.number(dice.oneOf(0, 3, 5)));
    return Spelled.members(check);
  }
}
