package io.longshore.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects problems while a file is read.
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(Problem problem) {
    found.add(problem);
  }

  /// Whether there is one at this very place.
  boolean hasAt(String pointer) {
    return found.stream().anyMatch(problem -> problem.pointer().equals(pointer));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /// By line; those of one line in the order in which they were found.
  List<Problem> byLine() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
