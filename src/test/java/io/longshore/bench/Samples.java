package io.longshore.bench;

import java.util.ArrayList;
import java.util.List;

/// Times in nanoseconds.
final class Samples {
  private final List<Long> nanos = new ArrayList<>();

  void add(long taken) {
    nanos.add(taken);
  }

  int count() {
    return nanos.size();
  }

  double medianMillis() {
    return quantileMillis(0.5);
  }

  /// The slowest but one in a hundred; of fewer than a hundred the slowest.
  double p99Millis() {
    return quantileMillis(0.99);
  }

  private double quantileMillis(double quantile) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int index = Math.min(sorted.size() - 1, (int) Math.floor(quantile * sorted.size()));
    return sorted.get(index) / 1e6;
  }
}
