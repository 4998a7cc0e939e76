package io.longshore.plan;

import io.longshore.command.Capability;
import io.longshore.command.Isolation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Aspect `cap_add`. Every capability asked for must be in the container's bounding set; `CapAdd`
/// may not list any other. `CapAdd` alone will not do: engines before 4.4 leave out the ones their
/// runtime adds by itself (D44).
final class CapabilityRule {
  /// Linux 3.16 and later know at least so many.
  private static final int KNOWN_TO_EVERY_KERNEL = 38;

  /// Engines before 4.4 leave them out, their runtime having them by default; AUDIT_WRITE, the
  /// third of them, every container gets.
  private static final Set<String> NOT_LISTED = Set.of("CAP_NET_RAW", "CAP_MKNOD");

  private CapabilityRule() {}

  static Verdict compare(ComparisonSubject subject) {
    Isolation wanted = subject.spec().isolation();
    ObservedContainer.ObservedIsolation current = subject.container().isolation();
    if (wanted.privileged() && current.privileged()) {
      return Verdict.EQUAL;
    }
    Set<String> asked = names(wanted.addedCapabilities());
    Set<String> added = upperCase(current.addedCapabilities());
    List<String> bounding = current.boundingCapabilities();
    Set<String> held = bounding == null ? withEnginesOwn(added) : upperCase(bounding);

    Set<String> missing = missing(asked, held);
    Set<String> unavailable = new TreeSet<>(missing);
    unavailable.retainAll(recorded(subject.specRecord()));
    missing.removeAll(unavailable);
    Set<String> extra = extra(asked, added);
    extra.addAll(withdrawn(asked, held, recorded(subject.specRecord())));
    Verdict verdict =
        missing.isEmpty() && extra.isEmpty()
            ? Verdict.EQUAL
            : Verdict.differs(Verdict.list(added), Verdict.list(asked), sentence(missing, extra));
    return unavailable.isEmpty() ? verdict : verdict.with(List.of(warning(unavailable)));
  }

  /// The engine adds AUDIT_WRITE by itself, so that `CapAdd` need not show it.
  private static Set<String> withEnginesOwn(Set<String> added) {
    Set<String> held = new TreeSet<>(added);
    held.add(Capability.AUDIT_WRITE.text());
    return held;
  }

  private static Set<String> missing(Set<String> asked, Set<String> held) {
    Set<String> missing = new TreeSet<>(asked);
    missing.removeAll(held);
    if (held.size() >= KNOWN_TO_EVERY_KERNEL) {
      missing.remove(Capability.ALL.text());
    }
    return missing;
  }

  private static Set<String> extra(Set<String> asked, Set<String> added) {
    if (asked.contains(Capability.ALL.text())) {
      return new TreeSet<>();
    }
    Set<String> extra = new TreeSet<>(added);
    extra.removeAll(asked);
    extra.remove(Capability.AUDIT_WRITE.text());
    return extra;
  }

  /// What the container was made with, has, and is not to have any more, of those that `CapAdd`
  /// does not list.
  private static Set<String> withdrawn(Set<String> asked, Set<String> held, Set<String> recorded) {
    if (asked.contains(Capability.ALL.text())) {
      return Set.of();
    }
    Set<String> withdrawn = new TreeSet<>(recorded);
    withdrawn.retainAll(NOT_LISTED);
    withdrawn.retainAll(held);
    withdrawn.removeAll(asked);
    return withdrawn;
  }

  /// What was asked for at creation and still is not there is something the host does not have.
  private static Set<String> recorded(@Nullable SpecRecord specRecord) {
    return specRecord == null ? Set.of() : specRecord.values(SpecRecord.Entry.CAPABILITIES);
  }

  private static String warning(Set<String> unavailable) {
    return "cap_add: the host has no " + Verdict.list(unavailable) + " to give";
  }

  private static String sentence(Set<String> missing, Set<String> extra) {
    if (extra.isEmpty()) {
      return "The container lacks " + Verdict.list(missing) + ".";
    }
    String has = "The container has " + Verdict.list(extra) + ", which nobody asks for";
    return missing.isEmpty() ? has + "." : has + ", and lacks " + Verdict.list(missing) + ".";
  }

  static Set<String> names(Collection<Capability> capabilities) {
    return capabilities.stream()
        .map(Capability::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> upperCase(List<String> names) {
    return names.stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
