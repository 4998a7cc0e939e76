package io.longshore.wire;

import io.longshore.command.Healthcheck;
import io.longshore.command.InvalidValueException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the parameter `healthcheck`.
final class HealthcheckReader {
  private static final List<String> KEYS =
      List.of("interval", "retries", "start_period", "test", "timeout");
  private static final int SHORTEST = 0;

  private final Located where;
  private final Problems problems;

  private HealthcheckReader(Located where, Problems problems) {
    this.where = where;
    this.problems = problems;
  }

  /// The health check; null for an empty map, which asks for nothing.
  static @Nullable Healthcheck read(Located where, Problems problems) {
    Located map = Scalars.map(where, problems);
    return map == null || map.node().isEmpty() ? null : new HealthcheckReader(map, problems).read();
  }

  private @Nullable Healthcheck read() {
    int before = problems.count();
    Unsupported.refuse(where, KEYS, "Unsupported healthcheck options", problems);
    List<String> test = test(where.member("test"));
    boolean none = test != null && test.equals(Healthcheck.DISABLED.test());
    if (!none) {
      refuseMissing();
    }
    Duration interval = seconds("interval");
    Duration timeout = seconds("timeout");
    Duration startPeriod = seconds("start_period");
    int retries = number("retries");
    if (problems.count() > before || test == null) {
      return null;
    }
    return none
        ? Healthcheck.DISABLED
        : new Healthcheck(test, interval, timeout, startPeriod, retries);
  }

  private void refuseMissing() {
    String missing =
        KEYS.stream().filter(key -> where.member(key).absent()).collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      problems.refuse(
          where,
          "Missing healthcheck option: " + missing,
          "Give all of " + String.join(", ", KEYS) + ", or test: NONE.");
    }
  }

  private @Nullable List<String> test(Located test) {
    if (test.absent()) {
      return null;
    }
    if (!test.node().isArray()) {
      String text = Scalars.text(test, problems);
      return text == null || text.equals("NONE")
          ? Healthcheck.DISABLED.test()
          : List.of("CMD-SHELL", text);
    }
    List<String> words = Readers.words(test, problems);
    if (words == null || words.isEmpty()) {
      problems.refuse(test, new InvalidValueException("a test command, or NONE", ""));
    }
    return words;
  }

  private Duration seconds(String key) {
    return Duration.ofSeconds(number(key));
  }

  private int number(String key) {
    Located member = where.member(key);
    Integer number = member.absent() ? null : Readers.integer(SHORTEST).read(member, problems);
    return number == null ? 0 : number;
  }
}
