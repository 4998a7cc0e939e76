package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import io.longshore.text.Nearest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Refuses members that an object may not have.
final class Unsupported {
  private Unsupported() {}

  /// Notes one problem that names every unknown member.
  static void refuse(
      Located object, Collection<String> known, String complaint, Problems problems) {
    List<String> unknown =
        object.node().propertyNames().stream()
            .filter(name -> !known.contains(name))
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      Located first = object.member(unknown.getFirst());
      Located place = new Located(first.node(), first.pointer(), object.label(), object.secret());
      problems.refuse(place, complaint + ": " + shown(unknown), meant(unknown.getFirst(), known));
    }
  }

  /// Asks whether the nearest known word was meant; null when none is near.
  static @Nullable String meant(String word, Collection<String> known) {
    return Nearest.of(word, known).map(near -> "Did you mean " + near + "?").orElse(null);
  }

  private static String shown(List<String> names) {
    return InvalidValueException.shown(String.join(", ", names));
  }
}
