package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers what is wrong with one message, of very much only the first: a message of 1 MiB has room
/// for hundreds of thousands of mistakes, and each would be held against each.
final class Problems {
  /// So many are kept; [Refusal] tells fewer.
  static final int MOST = 100;

  private final List<Problem> found = new ArrayList<>();
  private int passedOver;

  boolean none() {
    return found.isEmpty();
  }

  int count() {
    return found.size() + passedOver;
  }

  /// Whether what is added now is only counted.
  boolean isFull() {
    return found.size() >= MOST;
  }

  /// At most [#MOST].
  List<Problem> all() {
    return List.copyOf(found);
  }

  void add(Problem problem) {
    if (isFull()) {
      passedOver++;
    } else {
      found.add(problem);
    }
  }

  /// Puts what another reading has found behind, where nothing is known yet about that place.
  void addUnknown(List<Problem> others) {
    List<Problem> known = all();
    others.stream().filter(other -> known.stream().noneMatch(other::overlaps)).forEach(this::add);
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
    add(new Problem(where.pointer(), text, hint));
  }

  /// What a type of the core says about a value.
  void refuse(Located where, InvalidValueException refusal) {
    refuse(where, refusal.getMessage(), null);
  }
}
