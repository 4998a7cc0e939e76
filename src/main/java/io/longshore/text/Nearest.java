package io.longshore.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Finds the known word that somebody probably meant.
public final class Nearest {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();
  private static final int LONGEST = 80;
  private static final double SIMILAR = 0.88;

  private Nearest() {}

  /// The nearest of the known words; empty when none is near.
  public static Optional<String> of(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> isNear(wanted, candidate))
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, candidate))
                .thenComparing(candidate -> candidate));
  }

  private static boolean isNear(String wanted, String candidate) {
    return distance(wanted, candidate) <= Math.max(2, wanted.length() / 3)
        || SIMILARITY.apply(wanted, candidate.toLowerCase(Locale.ROOT)) >= SIMILAR;
  }

  private static int distance(String wanted, String candidate) {
    return DISTANCE.apply(wanted, candidate.toLowerCase(Locale.ROOT));
  }
}
