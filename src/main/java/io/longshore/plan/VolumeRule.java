package io.longshore.plan;

import io.longshore.command.Mount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Aspects `volumes` and `volumes_from`. Mounts are matched by destination; options that engines
/// add by themselves (`nosuid`, `nodev`, `noexec` of the source's file system, D40) count only when
/// they were asked for.
final class VolumeRule {
  private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");
  private static final String DEFAULT_PROPAGATION = "rprivate";

  private VolumeRule() {}

  static Verdict compare(ComparisonSubject subject) {
    SortedMap<String, MountFacts> wanted = new TreeMap<>();
    subject.spec().storage().volumes().stream()
        .map(MountFacts::of)
        .forEach(mount -> wanted.put(mount.destination(), mount));
    SortedMap<String, MountFacts> current = new TreeMap<>();
    MountFacts.of(subject.container().mounts())
        .forEach(mount -> current.put(mount.destination(), mount));

    List<MountFacts> wrong = new ArrayList<>();
    List<MountFacts> asked = new ArrayList<>();
    wanted.forEach((destination, mount) -> {
      MountFacts found = current.remove(destination);
      if (found == null || !same(mount, found, subject)) {
        asked.add(mount);
        if (found != null) {
          wrong.add(found);
        }
      }
    });
    current.values().stream().filter(extra -> !explained(extra, subject)).forEach(wrong::add);
    return asked.isEmpty() && wrong.isEmpty()
        ? Verdict.EQUAL
        : Verdict.differs(
            texts(wrong),
            texts(asked),
            "Mounts are missing, other than those asked for, or too many.");
  }

  /// The texts are compared as they are: `name` and `name:rw` are different requests.
  static Verdict compareVolumesFrom(ComparisonSubject subject) {
    Set<String> wanted = pieces(subject.spec().storage().volumesFrom());
    Set<String> current = pieces(subject.container().mounts().volumesFrom());
    return wanted.equals(current)
        ? Verdict.EQUAL
        : Verdict.differs(
            Verdict.list(current),
            Verdict.list(wanted),
            "The container takes its volumes over from other containers.");
  }

  /// An engine before 5.0 joined donors by commas, a later one by semicolons, and each misreads the
  /// other's: so that `donor:ro,z` comes back whole or in two pieces, and only the pieces of both
  /// sides can be compared.
  private static Set<String> pieces(Collection<String> donors) {
    return donors.stream()
        .flatMap(text -> Arrays.stream(text.split("[,;]")))
        .filter(text -> !text.isBlank())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean same(MountFacts wanted, MountFacts current, ComparisonSubject subject) {
    return wanted.kind() == current.kind()
        && wanted.source().equals(current.source())
        && wanted.readOnly() == current.readOnly()
        && sameRelabel(wanted, current, subject.specRecord())
        && samePropagation(wanted.propagation(), current.propagation())
        && wanted.options().stream()
            .allMatch(option ->
                current.options().contains(option)
                    || recorded(option, wanted, subject.specRecord()))
        && noneWithdrawn(wanted, subject.specRecord());
  }

  /// Whether every option that the container was made with is still asked for: without a record,
  /// those that engines add by themselves look the same.
  private static boolean noneWithdrawn(MountFacts wanted, @Nullable SpecRecord specRecord) {
    return specRecord == null
        || MountFacts.withoutDefaults(specRecord.mountOptions(wanted.destination())).stream()
            .allMatch(wanted::asksFor);
  }

  /// An engine without SELinux forgets the label once the container was started.
  private static boolean sameRelabel(
      MountFacts wanted, MountFacts current, @Nullable SpecRecord specRecord) {
    return wanted.relabel().equals(current.relabel())
        || (current.relabel().isEmpty() && recorded(wanted.relabel(), wanted, specRecord));
  }

  private static boolean samePropagation(String wanted, String current) {
    String found = current.isEmpty() ? DEFAULT_PROPAGATION : current;
    return wanted.isEmpty()
        ? Set.of(DEFAULT_PROPAGATION, "private").contains(found)
        : wanted.equals(found);
  }

  /// An option that was asked for at creation and is not reported is one this engine does not
  /// report.
  private static boolean recorded(
      String option, MountFacts mount, @Nullable SpecRecord specRecord) {
    return specRecord != null && specRecord.mountOptions(mount.destination()).contains(option);
  }

  /// Whether a mount that is not asked for was never asked for either: then the engine has added
  /// it, for the image, for a container whose volumes are taken over, or for the host's
  /// containers.conf, and would add it to the next container as well. That the image or the donors
  /// are to be others is said of `image` and of `volumes_from`.
  private static boolean explained(MountFacts extra, ComparisonSubject subject) {
    SpecRecord specRecord = subject.specRecord();
    return specRecord == null
        ? looksAdded(extra, subject)
        : !specRecord.hasMount(extra.destination());
  }

  /// The same as far as it can be seen without a record: volumes that the image declares or a donor
  /// may have.
  private static boolean looksAdded(MountFacts extra, ComparisonSubject subject) {
    ObservedImage image = subject.image();
    boolean declared =
        image == null
            || image.volumes().stream()
                .map(MountFacts::cleaned)
                .anyMatch(extra.destination()::equals);
    boolean anonymous = ANONYMOUS.matcher(extra.source()).matches();
    boolean hasDonors =
        !subject.spec().storage().volumesFrom().isEmpty()
            || !subject.container().mounts().volumesFrom().isEmpty();
    return extra.kind() == Mount.Kind.VOLUME && ((declared && anonymous) || hasDonors);
  }

  private static @Nullable String texts(List<MountFacts> mounts) {
    return Verdict.list(mounts.stream().map(MountFacts::text).toList());
  }
}
