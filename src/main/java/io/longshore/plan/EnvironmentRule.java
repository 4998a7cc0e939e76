package io.longshore.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// Aspect `environment`: every variable asked for, with those every container gets, must be there
/// with its value. Others may be the image's and do not count, unless the container was made with
/// them. Values may be secrets and are never shown.
final class EnvironmentRule {
  private EnvironmentRule() {}

  static Verdict compare(ComparisonSubject subject) {
    Map<String, String> wanted =
        DesiredEnvironment.of(subject.spec(), subject.timeZone(), subject.options()).variables();
    SortedMap<String, String> current = subject.container().environment();
    List<String> found = new ArrayList<>();
    Set<String> asked = new TreeSet<>();
    wanted.forEach((name, value) -> {
      if (!value.equals(current.get(name))) {
        asked.add(name);
        found.add(name + (current.containsKey(name) ? " (another value)" : " (not set)"));
      }
    });
    for (String name : withdrawn(subject, wanted.keySet())) {
      found.add(name + " (no longer asked for)");
    }
    return found.isEmpty()
        ? Verdict.EQUAL
        : Verdict.differs(
            Verdict.list(found),
            Verdict.list(asked),
            "Variables are missing, differ or are no longer asked for.");
  }

  /// Variables the container was made with and still has, which are not wanted any more. The zone
  /// is not among them when it is no longer added: changing that setting must not recreate every
  /// container.
  private static Set<String> withdrawn(ComparisonSubject subject, Set<String> wanted) {
    SpecRecord specRecord = subject.specRecord();
    if (specRecord == null) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>(specRecord.values(SpecRecord.Entry.ENVIRONMENT));
    names.removeAll(wanted);
    names.retainAll(subject.container().environment().keySet());
    names.remove(DesiredEnvironment.TIME_ZONE);
    return names;
  }
}
