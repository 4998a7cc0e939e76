package io.longshore.plan;

import io.longshore.command.Dimensions.Ulimit;
import io.longshore.plan.ObservedContainer.ObservedUlimit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Process limits. Every engine sets `nofile` and `nproc` by itself: these two count only when
/// asked for, and not even then unless [PlanOptions#ignoreNofileAndNproc] is off (D48).
final class UlimitRule {
  private static final Set<String> ENGINE_DEFAULTS = Set.of("nofile", "nproc");
  private static final String PREFIX = "rlimit_";

  private UlimitRule() {}

  static void compare(ComparisonSubject subject, DimensionRule.Tally tally) {
    Map<String, Ulimit> wanted = subject.spec().dimensions().ulimits();
    Map<String, ObservedUlimit> current = new HashMap<>();
    subject.container().dimensions().ulimits().forEach(limit -> current.put(nameOf(limit), limit));
    Set<String> names = new TreeSet<>(current.keySet());
    names.removeAll(ENGINE_DEFAULTS);
    names.addAll(wanted.keySet());
    if (subject.options().ignoreNofileAndNproc()) {
      names.removeAll(ENGINE_DEFAULTS);
    }
    for (String name : names) {
      String found = shown(current.get(name));
      String asked = shown(wanted.get(name));
      if (!found.equals(asked)) {
        tally.differs(name, found, asked);
      }
    }
  }

  private static String nameOf(ObservedUlimit limit) {
    String name = limit.name().toLowerCase(Locale.ROOT);
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  private static String shown(@Nullable ObservedUlimit limit) {
    return limit == null ? "" : limit.soft() + ":" + limit.hard();
  }

  private static String shown(@Nullable Ulimit limit) {
    return limit == null ? "" : limit.soft() + ":" + limit.hard();
  }
}
