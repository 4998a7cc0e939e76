package io.longshore.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Aspect `labels`: every label asked for must be there with its value, and none that neither the
/// caller, nor the image, nor the engine has set. Labels of an older image are a matter of the
/// aspect `image`.
final class LabelRule {
  private LabelRule() {}

  static Verdict compare(ComparisonSubject subject) {
    SortedMap<String, String> wanted = new TreeMap<>(subject.spec().labels());
    SortedMap<String, String> current = new TreeMap<>(subject.container().labels());
    List<String> wrong = new ArrayList<>();
    wanted.forEach((name, value) -> {
      if (!value.equals(current.get(name))) {
        wrong.add(name);
      }
    });
    current.forEach((name, value) -> {
      if (!wanted.containsKey(name) && !engineOwned(name) && unexplained(subject, name, value)) {
        wrong.add(name);
      }
    });
    return wrong.isEmpty()
        ? Verdict.EQUAL
        : Verdict.differs(
            shown(current, wrong),
            shown(wanted, wrong),
            "Labels are missing, differ or are too many.");
  }

  /// Whether the image does not account for a label. An image that is not there, or is not the
  /// container's, accounts for any value; one that is the container's only for its own.
  private static boolean unexplained(ComparisonSubject subject, String name, String value) {
    ObservedImage image = subject.image();
    if (image == null || isOfItsImage(subject, name)) {
      return false;
    }
    String imageValue = image.labels().get(name);
    return imageValue == null || (!subject.ofAnotherImage() && !imageValue.equals(value));
  }

  /// Whether another image than the wanted one gave the container that label, as its own record
  /// tells.
  private static boolean isOfItsImage(ComparisonSubject subject, String name) {
    SpecRecord specRecord = subject.specRecord();
    return specRecord != null
        && subject.ofAnotherImage()
        && !specRecord.values(SpecRecord.Entry.LABELS).contains(name);
  }

  private static boolean engineOwned(String name) {
    return name.startsWith("io.podman.") || name.equals("PODMAN_SYSTEMD_UNIT");
  }

  private static @Nullable String shown(Map<String, String> labels, List<String> names) {
    return Verdict.list(
        names.stream()
            .filter(labels::containsKey)
            .map(name -> name + "=" + labels.get(name))
            .toList());
  }
}
