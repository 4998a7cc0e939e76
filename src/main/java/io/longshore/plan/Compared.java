package io.longshore.plan;

import io.longshore.event.Difference;
import java.util.List;

/// The outcome of a comparison.
///
/// @param differences what is not as asked for; empty: the container is as specified
/// @param warnings what could not be compared, and what was asked for but never applies
public record Compared(List<Difference> differences, List<String> warnings) {
  public Compared {
    differences = List.copyOf(differences);
    warnings = List.copyOf(warnings);
  }

  /// Whether anything is not as asked for.
  public boolean differs() {
    return !differences.isEmpty();
  }
}
