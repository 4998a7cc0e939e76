package io.longshore.plan;

import io.longshore.event.Difference;
import java.util.List;

/// What a comparison found.
///
/// @param differences what is not as asked for
/// @param answer what the action itself answers: for comparisons whether something differs,
///   otherwise false
/// @param changed whether the answer counts as `changed`, as the reference's `compare_container`
///   has it
/// @param warnings what a person should know
public record Findings(
    List<Difference> differences, boolean answer, boolean changed, List<String> warnings) {
  /// Nothing compared.
  public static final Findings NONE = new Findings(List.of(), false, false, List.of());

  public Findings {
    differences = List.copyOf(differences);
    warnings = List.copyOf(warnings);
  }

  /// Differences that an action is about to remove.
  public static Findings of(List<Difference> differences, List<String> warnings) {
    return new Findings(differences, false, false, warnings);
  }
}
