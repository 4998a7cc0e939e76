package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers all that is wrong with one message.
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  boolean none() {
    return found.isEmpty();
  }

  int count() {
    return found.size();
  }

  List<Problem> all() {
    return List.copyOf(found);
  }

  void add(Problem problem) {
    found.add(problem);
  }

  /// Puts what another reading has found behind, where nothing is known yet about that place.
  void addUnknown(List<Problem> others) {
    List<Problem> known = all();
    others.stream().filter(other -> known.stream().noneMatch(other::overlaps)).forEach(found::add);
  }

  /// `label: what`, with what came.
  void expected(Located where, String what) {
    refuse(where, what + ", got " + where.shown(), null);
  }

  /// `label: sentence`.
  void refuse(Located where, String sentence, @Nullable String hint) {
    String text =
        where.label().isEmpty()
            ? sentence
            : InvalidValueException.shown(where.label()) + ": " + sentence;
    found.add(new Problem(where.pointer(), text, hint));
  }

  /// What a type of the core says about a value.
  void refuse(Located where, InvalidValueException refusal) {
    refuse(where, refusal.getMessage(), null);
  }
}
