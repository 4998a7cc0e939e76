package io.longshore.plan;

import io.longshore.command.Tmpfs;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Aspect `tmpfs`: the same destinations, with every option asked for, and none of those that only
/// a request can have set, or has set by the container's own record. What else an engine adds
/// (`rw`, `nosuid` …) does not count.
final class TmpfsRule {
  private static final Predicate<String> ONLY_ON_REQUEST =
      Pattern.compile("ro|noswap|size=.*|nr_inodes=.*|nr_blocks=.*|uid=.*|gid=.*|mode=.*")
          .asMatchPredicate();
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
    Set<String> asked = wanted.getOrDefault(destination, Set.of());
    Set<String> given = current.getOrDefault(destination, Set.of());
    Set<String> unasked = new TreeSet<>(given);
    unasked.removeAll(asked);
    return asked.stream().allMatch(option -> applied(option, given))
        && unasked.stream().noneMatch(ONLY_ON_REQUEST.and(option -> !option.equals("mode=1777")));
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
