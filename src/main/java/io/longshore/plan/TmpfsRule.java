package io.longshore.plan;

import io.longshore.command.Tmpfs;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Aspect `tmpfs`: the same destinations, with every option asked for, and none that by the
/// container's own record was asked for and is not any more. What an engine adds (`rw`, `nosuid` …)
/// does not count.
final class TmpfsRule {
  private static final Set<String> DEFAULTS =
      Set.of("rw", "rprivate", "nosuid", "nodev", "tmpcopyup", "mode=1777");

  private TmpfsRule() {}

  static Verdict compare(ComparisonSubject subject) {
    SortedMap<String, Set<String>> wanted = new TreeMap<>();
    for (Tmpfs tmpfs : subject.spec().storage().tmpfs()) {
      wanted.put(tmpfs.destination().text(), tmpfs.options());
    }
    SortedMap<String, Set<String>> current = new TreeMap<>();
    subject
        .container()
        .mounts()
        .tmpfs()
        .forEach(
            (destination, options) -> current.put(MountFacts.cleaned(destination), split(options)));
    if (!wanted.keySet().equals(current.keySet())) {
      return Verdict.differs(
          shown(current), shown(wanted), "Memory file systems are missing or too many.");
    }
    boolean equal =
        wanted.keySet().stream()
            .allMatch(destination ->
                same(wanted, current, destination)
                    && noneWithdrawn(wanted, subject.specRecord(), destination));
    return equal
        ? Verdict.EQUAL
        : Verdict.differs(
            shown(current),
            shown(wanted),
            "A memory file system has other options than those asked for.");
  }

  private static boolean noneWithdrawn(
      Map<String, Set<String>> wanted, @Nullable SpecRecord specRecord, String destination) {
    Set<String> withdrawn =
        specRecord == null ? new TreeSet<>() : new TreeSet<>(specRecord.tmpfsOptions(destination));
    withdrawn.removeAll(DEFAULTS);
    withdrawn.removeAll(wanted.getOrDefault(destination, Set.of()));
    return withdrawn.isEmpty();
  }

  private static boolean same(
      Map<String, Set<String>> wanted, Map<String, Set<String>> current, String destination) {
    Set<String> given = current.getOrDefault(destination, Set.of());
    return wanted.getOrDefault(destination, Set.of()).stream()
        .allMatch(option -> applied(option, given));
  }

  /// The engine takes `notmpcopyup` to mean that it adds no `tmpcopyup`, and drops it.
  private static boolean applied(String option, Set<String> given) {
    return given.contains(option) || (option.equals("notmpcopyup") && !given.contains("tmpcopyup"));
  }

  private static Set<String> split(String options) {
    Set<String> split = new TreeSet<>(Arrays.asList(options.split(",")));
    split.remove("");
    return split;
  }

  private static @Nullable String shown(SortedMap<String, Set<String>> all) {
    return Verdict.list(
        all.entrySet().stream()
            .map(entry ->
                entry.getValue().isEmpty()
                    ? entry.getKey()
                    : entry.getKey() + ":" + String.join(",", entry.getValue()))
            .toList());
  }
}
