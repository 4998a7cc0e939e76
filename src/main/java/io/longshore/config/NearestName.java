package io.longshore.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Finds the name that a misspelt one was meant to be.
final class NearestName {
  private NearestName() {}

  /// The most similar of the known names, or nothing when none is similar. Case counts for nothing,
  /// and up to a third of the letters (2 at least) may differ.
  static Optional<String> of(String name, Collection<String> known) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(2, name.length() / 3));
    return known.stream()
        .map(candidate ->
            new Rated(candidate, distance.apply(lowerCase, candidate.toLowerCase(Locale.ROOT))))
        .filter(rated -> rated.distance >= 0 && rated.distance < rated.name.length())
        .min(Comparator.comparingInt(Rated::distance))
        .map(Rated::name);
  }

  private record Rated(String name, int distance) {}
}
