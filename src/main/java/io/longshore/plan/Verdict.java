package io.longshore.plan;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the rule of one aspect says about a container.
///
/// @param finding null: the aspect is as asked for, or cannot be seen
/// @param warnings what a person should know although it may be equal
record Verdict(@Nullable Finding finding, List<String> warnings) {
  static final Verdict EQUAL = new Verdict(null, List.of());

  /// How an aspect differs.
  ///
  /// @param current what was found; null when there is nothing
  /// @param desired what was asked for; null when nothing was
  /// @param rule why this counts as a difference, as a sentence
  record Finding(@Nullable String current, @Nullable String desired, String rule) {}

  static Verdict differs(@Nullable String current, @Nullable String desired, String rule) {
    return new Verdict(new Finding(current, desired, rule), List.of());
  }

  static Verdict equalWith(String warning) {
    return new Verdict(null, List.of(warning));
  }

  Verdict with(List<String> otherWarnings) {
    return new Verdict(finding, List.copyOf(otherWarnings));
  }

  /// The texts in their order with commas; null when there are none.
  static @Nullable String list(Collection<String> texts) {
    return texts.isEmpty() ? null : String.join(", ", new TreeSet<>(texts));
  }
}
